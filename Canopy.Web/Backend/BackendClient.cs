using System.Net.Http.Headers;
using Canopy.Runs.Commands;
using Canopy.ServiceDefaults.Security;
using Canopy.Web.Backend.Retry;

namespace Canopy.Web.Backend;

/// <summary>Sends requests to the backend, within a bounded time, and tells apart what did and what may have happened there.</summary>
internal sealed class BackendClient(IHttpClientFactory clients, BackendAddress address, TimeProvider time, IHttpContextAccessor contexts)
{
    public const string ClientName = "backend";
    public const string NotReached = "The backend cannot be reached; nothing was changed.";

    /// <summary>Time for a whole exchange.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Sends the request; the response's body is still to be read, within the same limit.</summary>
    /// <exception cref="ServiceUnavailableException">The backend never saw the request.</exception>
    /// <exception cref="BackendSilentException">The backend may have seen the request.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!address.IsConfigured)
        {
            throw new ServiceUnavailableException("No backend is configured; nothing was changed.");
        }

        ShowCaller(request);
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
        }
        catch (Exception e) when (WriteRetryHandler.NeverLeft(e) && !both.IsCancellationRequested)
        {
            throw new ServiceUnavailableException(NotReached, e);
        }
        catch (HttpRequestException e)
        {
            throw new BackendSilentException(e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BackendSilentException(e);
        }
    }

    /// <summary>
    /// The backend checks for itself who asks, so it gets the token that came here, by whatever way: a header, a cookie, or the
    /// upgrade request of the socket that brought the command.
    /// </summary>
    private void ShowCaller(HttpRequestMessage request)
    {
        request.Headers.Authorization = contexts.HttpContext?.GetCaller()?.TokenText is { } token
            ? new AuthenticationHeaderValue("Bearer", token)
            : null;
    }
}

/// <summary>The request left and no answer came.</summary>
internal sealed class BackendSilentException(Exception inner) : Exception(Sentence, inner)
{
    public const string Sentence =
        "The backend did not answer; whether it carried out the request is not known. Repeat it with the same key or command id: it has one effect.";
}
