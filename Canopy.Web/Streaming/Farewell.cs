using System.Net.WebSockets;

namespace Canopy.Web.Streaming;

/// <summary>What is said when a socket is closed by us: the close codes of docs/stream.md.</summary>
internal static class Farewell
{
    /// <summary>1013: there is no name for it in the enumeration.</summary>
    public const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    public const string Stopping = "The server stops; come back at once, or after the hint.";

    public const string Expired = "The sign-in has expired; come back with a new token.";

    public static WebSocketCloseStatus StatusOf(RelayEnd end)
        => end == RelayEnd.RunGone ? WebSocketCloseStatus.PolicyViolation : WebSocketCloseStatus.InternalServerError;

    public static string ReasonOf(RelayEnd end) => end switch
    {
        RelayEnd.RunGone => "The run was deleted.",
        RelayEnd.EntriesLost => "The store was set back; load the run anew.",
        _ => "An internal error; come back.",
    };

    /// <summary>Between 0.25 and 2 s, spread by client, so that not all come back at the same moment.</summary>
    public static double RetryAfterSeconds(string clientId) => 0.25 * (1 + (clientId[^1] % 8));
}
