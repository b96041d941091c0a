using Microsoft.AspNetCore.Http;

namespace Canopy.ServiceDefaults.Telemetry;

/// <summary>The run that a request is about, by its address; the same in every program, forwarded or not.</summary>
internal static class RunPath
{
    private const int MaxLength = 64;

    public static string? Find(HttpRequest request)
    {
        var id = request.Path.StartsWithSegments("/v1/runs", StringComparison.OrdinalIgnoreCase, out var rest) ? rest.Value!.TrimStart('/').Split('/')[0]
            : request.Path.StartsWithSegments("/ws/training", StringComparison.OrdinalIgnoreCase) ? request.Query["run"].ToString()
            : "";
        return id.Length is > 0 and <= MaxLength ? id : null;
    }
}
