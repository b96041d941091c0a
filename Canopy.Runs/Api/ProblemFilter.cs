using Canopy.Runs.Commands;
using Microsoft.AspNetCore.Http;

namespace Canopy.Runs.Api;

/// <summary>What may go wrong in any handler, as answers.</summary>
internal sealed class ProblemFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (InvalidRequestException exception)
        {
            return Problems.Invalid(exception.Errors);
        }
        catch (ServiceUnavailableException exception)
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            return Problems.Unavailable(exception.Message);
        }
    }
}
