using System.Net;
using Canopy.Runs.Api;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Backend.Retry;

/// <summary>
/// Asks again when the backend that was asked is being replaced: it was not there, it went away before it answered, or it answered
/// that it takes nothing more. Once more is once only: DELETE is idempotent by its definition, and every other write has a key by
/// which a backend knows a repeat, the client's or (<see cref="IdempotencyKey.WebHeader"/>) one that it gets here. It stands before
/// whatever chooses an address, so that each attempt may reach another backend.
/// </summary>
internal sealed class WriteRetryHandler(IOptions<WriteRetryOptions> options, TimeProvider time, ILogger<WriteRetryHandler> logger) : DelegatingHandler
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Whether the request cannot have reached a backend: there was no connection that it could have been sent on.</summary>
    public static bool NeverLeft(Exception exception) => exception switch
    {
        HttpRequestException e => e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        // The time for connecting has passed.
        OperationCanceledException e => e.InnerException is TimeoutException,
        _ => false,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.Headers.TryAddWithoutValidation(IdempotencyKey.WebHeader, $"{Guid.NewGuid():N}");
        var address = request.RequestUri;
        var firstFailure = default(long?);
        var unanswered = default(Exception);
        for (var attempt = 1; ; attempt++)
        {
            // Discovery has put an address in the name's place.
            request.RequestUri = address;
            var (response, failure) = await TryAsync(request, cancellationToken);
            unanswered = failure is null || NeverLeft(failure) ? unanswered : failure;
            if (response is not null && !IsLeaving(response))
            {
                return unanswered is null ? response : AfterSilence(request, response);
            }

            firstFailure ??= time.GetTimestamp();
            if (time.GetElapsedTime(firstFailure.Value).TotalSeconds >= options.Value.RetrySeconds)
            {
                if (unanswered is null && response is not null)
                {
                    return response;
                }

                response?.Dispose();

                // Once a request was sent and not answered, nobody may say any more that nothing was changed.
                throw unanswered ?? failure!;
            }

            response?.Dispose();
            Log.AskingAgain(logger, request.Method, address?.AbsolutePath, attempt, failure?.Message ?? "the backend takes nothing more");
            await Task.Delay(Pause(attempt), time, cancellationToken);
        }
    }

    private async Task<(HttpResponseMessage? Response, Exception? Failure)> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return (await base.SendAsync(request, cancellationToken), null);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (null, e);
        }
    }

    /// <summary>A program that stops refuses writes, and closes every connection with its answer (docs/operations.md).</summary>
    private static bool IsLeaving(HttpResponseMessage response)
        => response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.ConnectionClose == true;

    /// <summary>What is gone after the second request to delete it was deleted by the first.</summary>
    private static HttpResponseMessage AfterSilence(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (request.Method != HttpMethod.Delete || response.StatusCode != HttpStatusCode.NotFound)
        {
            return response;
        }

        response.Dispose();
        return new HttpResponseMessage(HttpStatusCode.NoContent) { RequestMessage = request };
    }

    // With jitter, so that requests that failed together do not come back together.
    private static TimeSpan Pause(int attempt)
#pragma warning disable CA5394 // Jitter needs no secrecy.
        => (0.5 + Random.Shared.NextDouble()) * TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(attempt - 1, 10), LongestPause.Ticks));
#pragma warning restore CA5394
}
