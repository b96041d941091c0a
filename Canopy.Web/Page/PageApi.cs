namespace Canopy.Web.Page;

/// <summary>The page: Vite's output, and index.html for every address of its views.</summary>
internal static class PageApi
{
    private const string Immutable = "public, max-age=31536000, immutable";

    public static WebApplication UsePage(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.OnStarting(SetHeaders, context);
            return next();
        });
        return app;
    }

    public static WebApplication MapPage(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        // A page from before an update asks for files that are gone: that is no matter of rights.
        app.MapGet("/assets/{**path}", () => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound)).AllowAnonymous().ExcludeFromDescription();
        // What is no view of the page must not look like one.
        app.Map("/v1/{**path}", () => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound)).ExcludeFromDescription();
        app.Map("/ws/{**path}", () => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound)).ExcludeFromDescription();
        app.MapFallbackToFile("index.html").AllowAnonymous();
        return app;
    }

    private static Task SetHeaders(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy.Value;
            headers.CacheControl = "no-cache";
        }
        else if (context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
            && context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
        {
            // The name changes with the content.
            headers.CacheControl = Immutable;
        }

        return Task.CompletedTask;
    }
}
