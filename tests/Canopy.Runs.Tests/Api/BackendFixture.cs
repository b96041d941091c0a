using Canopy.Access;
using Canopy.Runs.Tests.Storage;
using Canopy.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Canopy.Runs.Tests.Api;

/// <summary>The backend itself, in this process, over a real Redis.</summary>
public sealed class BackendFixture : IAsyncLifetime
{
    private readonly RedisFixture _redis = new();
    private Factory? _factory;

    public RedisFixture Redis => _redis;

    public WebApplicationFactory<Program> Backend => _factory!;

    public async ValueTask InitializeAsync()
    {
        await _redis.InitializeAsync();
        _factory = new Factory(_redis.Server.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null)
        {
            await _factory.DisposeAsync();
        }

        await _redis.DisposeAsync();
    }

    private sealed class Factory(string redis) : WebApplicationFactory<Program>
    {
        protected override void ConfigureClient(HttpClient client)
        {
            base.ConfigureClient(client);
            client.DefaultRequestHeaders.Authorization = TestTokens.Header(AccessRole.Operator);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            builder.UseSetting("JWT_SECRET_KEY", TestTokens.Key);
            builder.ConfigureLogging(logging => logging.ClearProviders());
            builder.UseSetting("ConnectionStrings:cache", redis);
            builder.UseSetting("Runs:CommandSeconds", "60");
            builder.UseSetting("Runs:MaxBodyMegabytes", "0.25");
            builder.UseSetting("Runs:StoreSeconds", "1");
        }
    }
}
