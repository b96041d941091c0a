using System.Text.Json;

namespace Canopy.Web.Streaming;

/// <summary>What clients say besides commands.</summary>
internal static class ClientMessage
{
    /// <summary>Whether the message is <c>{"type":"ping"}</c>, with whatever else; all other messages are ignored on a stream.</summary>
    public static bool IsPing(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("type"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("ping"u8);
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON: not a ping.
        }

        return false;
    }
}
