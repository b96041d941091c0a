namespace Canopy.Web.Streaming;

/// <summary>How a viewer wants its frames; negotiated as a WebSocket subprotocol.</summary>
internal enum StreamForm
{
    /// <summary>Text messages.</summary>
    Json = 0,

    /// <summary>The stored bytes.</summary>
    Binary = 1,
}

/// <summary>The subprotocols of <c>/ws/training</c>.</summary>
internal static class StreamProtocol
{
    public const string Json = "canopy.json.v1";
    public const string Binary = "canopy.binary.v1";

    /// <summary>The first offered one that we speak, in the client's order; none offered or none known means JSON without a name.</summary>
    public static (StreamForm Form, string? Name) Choose(IEnumerable<string> offered)
    {
        foreach (var name in offered)
        {
            switch (name)
            {
                case Binary:
                    return (StreamForm.Binary, Binary);
                case Json:
                    return (StreamForm.Json, Json);
            }
        }

        return (StreamForm.Json, null);
    }
}
