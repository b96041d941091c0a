using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Canopy.ServiceDefaults.Metrics;

/// <summary>The two texts that scrapers read.</summary>
internal sealed record ExpositionFormat(string ContentType, bool IsOpenMetrics)
{
    public static readonly ExpositionFormat OpenMetrics = new("application/openmetrics-text; version=1.0.0; charset=utf-8", true);

    public static readonly ExpositionFormat Text = new("text/plain; version=0.0.4; charset=utf-8", false);

    /// <summary>OpenMetrics, unless plain text is wanted more: a browser asks for neither and reads either.</summary>
    public static ExpositionFormat For(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return OpenMetrics;
        }

        double? open = null, text = null;
        foreach (var type in accepted)
        {
            var quality = type.Quality ?? 1;
            if (type.MediaType == "application/openmetrics-text")
            {
                open = Math.Max(open ?? 0, quality);
            }
            else if (type.MediaType == "text/plain" || type.MediaType == "text/*" || type.MediaType == "text/html")
            {
                text = Math.Max(text ?? 0, quality);
            }
        }

        return text > (open ?? 0) ? Text : OpenMetrics;
    }
}
