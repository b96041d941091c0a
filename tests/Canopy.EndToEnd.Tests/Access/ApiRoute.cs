namespace Canopy.EndToEnd.Tests.Access;

/// <summary>One operation of the OpenAPI document, on a run that there is.</summary>
internal sealed record ApiRoute(string Method, string Path)
{
    public bool Reads => Method == "GET";

    /// <summary>Every operation that the backend describes.</summary>
    public static async Task<IReadOnlyList<ApiRoute>> ReadAsync(ApiClient client, Uri backend, string runId)
    {
        var (_, document) = await client.SendAsync("GET", new Uri(backend, "/openapi/v1.json"));
        var routes = new List<ApiRoute>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            routes.AddRange(path.Value.EnumerateObject().Where(o => IsMethod(o.Name)).Select(o => new ApiRoute(o.Name.ToUpperInvariant(), Fill(path.Name, runId))));
        }

        return routes;
    }

    /// <summary>A body that would be carried out, if it were allowed.</summary>
    public string? Body => Method is "GET" or "DELETE" ? null
        : Path.EndsWith("/commands", StringComparison.Ordinal) ? """{"command": "set_pace", "pace": 7}"""
        : """{"dataset": {"generator": "xor"}, "start": false}""";

    private static string Fill(string path, string runId) => path.Replace("{id}", runId, StringComparison.Ordinal);

    private static bool IsMethod(string name) => name is "get" or "put" or "post" or "delete" or "patch" or "options" or "head" or "trace";
}
