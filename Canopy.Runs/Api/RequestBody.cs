using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Canopy.Runs.Api;

/// <summary>A JSON body of bounded size, or what is wrong with it.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    public static async Task<(JsonDocument? Body, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request, double maxMegabytes)
    {
        if (!request.HasJsonContentType())
        {
            // A form of another site cannot send this type without being asked first.
            return (null, Problems.NotJson());
        }

        var most = (long)(maxMegabytes * (1 << 20));
        if (request.ContentLength > most)
        {
            return (null, Problems.TooLarge(maxMegabytes));
        }

        try
        {
            using var bytes = new MemoryStream((int)(request.ContentLength ?? 4096));
            var buffer = new byte[64 * 1024];
            for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
            {
                if (bytes.Length + read > most)
                {
                    return (null, Problems.TooLarge(maxMegabytes));
                }

                bytes.Write(buffer, 0, read);
            }

            return Parse(bytes);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, Problems.TooLarge(maxMegabytes));
        }
    }

    private static (JsonDocument? Body, ProblemHttpResult? Problem) Parse(MemoryStream bytes)
    {
        try
        {
            bytes.Position = 0;
            var body = JsonDocument.Parse(bytes, Strict);
            if (body.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (body, null);
            }

            body.Dispose();
            return (null, Problems.Malformed("The body must be a JSON object."));
        }
        catch (JsonException exception)
        {
            return (null, Problems.Malformed($"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})."));
        }
    }
}
