using Canopy.Access;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Access;

/// <summary>The key is replaced in the three steps of `canopy secrets rotate`, program after program; a session goes through all of them.</summary>
public sealed class KeyRotationTests
{
    private const string OldKey = TestTokens.Key;
    private const string NewKey = "Zr8-vQ2mW5xJt7LhYb4K-sN9dEo3fGu6pCi1Ra0X";

    [Fact]
    public async Task Key_ReplacedInSteps_CutsNoSession()
    {
        const string Password = "difference engine";
        (string, string?) accounts = ("CANOPY_ACCOUNTS", TestTokens.Account("ada", AccessRole.Operator, Password));
        await using var system = await CanopySystem.StartRedisAsync();
        await StartAsync(OldKey, null);
        var (_, session) = await new ApiClient(token: null).SendAsync("POST", Route("/v1/session"), $$"""{"name": "ada", "password": "{{Password}}"}""");
        var first = session.GetProperty("token").GetString()!;
        await AssertWorksAsync(first);

        // Both are accepted before anybody signs with the new one.
        await system.StartBackendAsync("backend", ProtectedSystem.Production(OldKey, NewKey));
        await AssertWorksAsync(first);
        await system.StartWebAsync("web", ProtectedSystem.Production(OldKey, NewKey, accounts));
        await AssertWorksAsync(first);

        // One program signs with the new key while the other does not yet.
        await system.StartWebAsync("web", ProtectedSystem.Production(NewKey, OldKey, accounts));
        await AssertWorksAsync(first);
        var second = await RenewAsync(first);
        await AssertWorksAsync(second);
        await system.StartBackendAsync("backend", ProtectedSystem.Production(NewKey, OldKey));
        await AssertWorksAsync(first);
        await AssertWorksAsync(second);

        // The old one is gone.
        await StartAsync(NewKey, null);
        await AssertWorksAsync(second);
        Assert.Equal(401, await new ApiClient(first).StatusAsync("GET", Route("/v1/runs")));
        Assert.Equal(401, await new ApiClient(first).StatusAsync("GET", new Uri(system.Address("backend"), "/v1/runs")));

        async Task StartAsync(string key, string? previous)
        {
            await system.StartBackendAsync("backend", ProtectedSystem.Production(key, previous));
            await system.StartWebAsync("web", ProtectedSystem.Production(key, previous, accounts));
        }

        Uri Route(string path) => new(system.Address("web"), path);

        async Task AssertWorksAsync(string token)
        {
            Assert.Equal(200, await new ApiClient(token).StatusAsync("GET", Route("/v1/runs")));
            Assert.Equal(201, await new ApiClient(token).StatusAsync("POST", Route("/v1/runs"), """{"dataset": {"generator": "xor"}, "start": false}"""));
        }

        async Task<string> RenewAsync(string token)
            => (await new ApiClient(token).SendAsync("POST", Route("/v1/session/renew"))).Body.GetProperty("token").GetString()!;
    }
}
