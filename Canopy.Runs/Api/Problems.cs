using System.Diagnostics;
using Canopy.Runs.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Canopy.Runs.Api;

/// <summary>Errors as problem details with a trace id and nothing internal (SVC-06).</summary>
internal static class Problems
{
    public static ProblemHttpResult UnknownRun(string id) => Problem(StatusCodes.Status404NotFound, "Unknown run", $"There is no run {Shorten(id)}.");

    public static ProblemHttpResult NotFound(string detail) => Problem(StatusCodes.Status404NotFound, "Not found", detail);

    public static ProblemHttpResult Malformed(string detail) => Problem(StatusCodes.Status400BadRequest, "Malformed request", detail);

    public static ProblemHttpResult TooLarge(double megabytes)
        => Problem(StatusCodes.Status413PayloadTooLarge, "Too large", $"The body has more than {megabytes} MB.");

    public static ProblemHttpResult NotJson()
        => Problem(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", "The body must be application/json.");

    public static ProblemHttpResult KeyReused(string detail)
        => Problem(StatusCodes.Status422UnprocessableEntity, "Idempotency-Key used before", detail);

    public static ProblemHttpResult Unavailable(string detail) => Problem(StatusCodes.Status503ServiceUnavailable, "Unavailable", detail);

    public static ProblemHttpResult Refused(string commandId, string reason) => TypedResults.Problem(
        reason, statusCode: StatusCodes.Status409Conflict, title: "Illegal move", extensions: [TraceId, new("command_id", commandId)]);

    /// <summary>A newer Canopy wrote what is asked for or to be changed.</summary>
    public static ProblemHttpResult Newer(string detail) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status409Conflict, title: "Written by a newer Canopy", extensions: [TraceId, new("code", NewerFormatException.Code)]);

    public static ValidationProblem Invalid(IReadOnlyDictionary<string, string[]> errors) => TypedResults.ValidationProblem(
        errors, detail: string.Join(" ", errors.Values.SelectMany(e => e).Take(5)), title: "Invalid fields", extensions: [TraceId]);

    public static ValidationProblem Invalid(string field, string message)
        => Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    private static KeyValuePair<string, object?> TraceId => new("trace_id", Activity.Current?.TraceId.ToHexString());

    private static ProblemHttpResult Problem(int status, string title, string detail)
        => TypedResults.Problem(detail, statusCode: status, title: title, extensions: [TraceId]);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
