using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Canopy.ServiceDefaults.Problems;

/// <summary>Says what is wrong with a request that could not be read.</summary>
internal sealed class BadRequestHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return ValueTask.FromResult(false);
        }

        httpContext.Response.StatusCode = bad.StatusCode;
        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = bad.StatusCode, Detail = Detail(bad) },
        });
    }

    private static string Detail(BadHttpRequestException bad) => bad.InnerException switch
    {
        // The reader's own exception is inside when the text is at fault, none when a value is.
        JsonException { InnerException: JsonException } json => $"The body is not valid JSON{Place(json)}.",
        JsonException { Path: { Length: > 0 } path } json => $"The body's value at {path} is missing or of the wrong type{Place(json)}.",
        JsonException json => $"The body is not valid JSON{Place(json)}.",
        // Text of the framework: it names the parameter, and its type.
        _ => bad.Message,
    };

    private static string Place(JsonException json)
        => json.LineNumber is { } line ? $" (line {line + 1}, byte {json.BytePositionInLine + 1})" : "";
}
