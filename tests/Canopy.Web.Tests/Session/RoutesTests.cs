using Canopy.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Canopy.Web.Tests.Session;

public sealed class RoutesTests
{
    private static readonly string[] OpenToAll =
    [
        "DELETE /v1/session", "GET /alive", "GET /api/health", "GET /health", "GET /healthz", "GET /info", "GET /metrics", "GET /ready", "GET /readyz",
        "GET /v1/session", "POST /v1/session",
    ];

    /// <summary>/info and /metrics are open and not there, except on the management port.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public async Task Routes_ThatAreOpen_AreHealthSignInAndStaticFiles(string demo)
    {
        await using var program = WebProgram.Start(
            ("CASCOR_DEMO_MODE", demo), ("JWT_SECRET_KEY", TestTokens.Key), ("MANAGEMENT_PORT", $"{FreePort.Next()}"),
            ("ConnectionStrings:cache", $"127.0.0.1:{FreePort.Next()}"), ("CASCOR_BACKEND_URL", "http://127.0.0.1:1"));
        var endpoints = program.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct().ToList();

        var open = endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsStatic(e)).SelectMany(Describe).Distinct();

        Assert.Equal(OpenToAll, open.Order(StringComparer.Ordinal));
        Assert.Contains(endpoints, e => e.RoutePattern.RawText == "/ws/control");
        Assert.All(endpoints.Where(IsStatic), e => Assert.All(e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods, m => Assert.True(m is "GET" or "HEAD")));
    }

    private static bool IsStatic(RouteEndpoint endpoint)
        => endpoint.RoutePattern.RawText is "{*path:nonfile}" or "/assets/{**path}"
            || endpoint.Metadata.Any(m => m.GetType().Namespace?.StartsWith("Microsoft.AspNetCore.StaticAssets", StringComparison.Ordinal) == true);

    private static IEnumerable<string> Describe(RouteEndpoint endpoint)
        => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(m => $"{m} /{endpoint.RoutePattern.RawText!.Trim('/')}");
}
