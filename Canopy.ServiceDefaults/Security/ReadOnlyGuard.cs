using Canopy.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Security;

/// <summary>CANOPY_READ_ONLY: whatever is not reading is refused, whoever asks, except where a route says that it changes nothing here.</summary>
internal sealed class ReadOnlyGuard(RequestDelegate next, IOptions<ProgramSettings> program, IProblemDetailsService problems)
{
    private const string Refusal = "This installation is read-only.";

    public async Task InvokeAsync(HttpContext http)
    {
        if (!program.Value.ReadOnly || http.Request.OnlyReads() || http.GetEndpoint()?.Metadata.GetMetadata<AllowedWhenReadOnly>() is not null)
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = http,
            ProblemDetails = new ProblemDetails { Status = StatusCodes.Status403Forbidden, Detail = Refusal },
        });
    }
}

/// <summary>On a route that changes nothing that is kept.</summary>
internal sealed class AllowedWhenReadOnly;
