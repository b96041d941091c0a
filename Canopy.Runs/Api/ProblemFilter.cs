using Canopy.CasCor;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
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
        catch (NewerFormatException exception)
        {
            return Problems.Newer(exception.Message);
        }
        catch (InvalidCheckpointException exception) when (exception.IsNewer)
        {
            return Problems.Newer(NewerData.Sentence(exception));
        }
        catch (KeyReusedException exception)
        {
            return Problems.KeyReused(exception.Message);
        }
        catch (ServiceUnavailableException exception)
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            return Problems.Unavailable(exception.Message);
        }
    }
}
