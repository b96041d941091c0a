using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Canopy.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Session;

/// <summary>How often somebody may try to sign in.</summary>
internal sealed class SignInOptions
{
    /// <summary>Attempts per minute from one address, right or wrong. Range [1, 10,000], default 30 (a class behind one router).</summary>
    [SettingKey("SIGN_IN_ATTEMPTS_PER_MINUTE")]
    [Range(1, 10_000)]
    public int AttemptsPerMinute { get; set; } = 30;
}

/// <summary>Makes guessing slow: attempts to sign in are counted by address.</summary>
internal sealed class SignInLimits(IOptions<SignInOptions> options, IProblemDetailsService problems) : IRateLimiterPolicy<string>
{
    public const string Policy = "sign-in";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected => RefuseAsync;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext)
    {
        var address = httpContext.Connection.RemoteIpAddress;
        var key = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "";
        return RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Value.AttemptsPerMinute,
            Window = Window,
            SegmentsPerWindow = 6,
        });
    }

    private async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var http = context.HttpContext;
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / 6;
        http.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = http,
            ProblemDetails = new ProblemDetails { Status = http.Response.StatusCode, Detail = "Too many attempts to sign in from this address; wait a moment." },
        });
    }
}
