using Canopy.Access;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Access;

/// <summary>The archive tier: what is there can be seen, and stays as it is.</summary>
public sealed class ReadOnlyTests
{
    [Fact]
    public async Task Archive_WithAnUnfinishedRun_LeavesItAndRefusesEveryWrite()
    {
        await using var system = await CanopySystem.StartRedisAsync();
        await system.StartBackendAsync("backend", ProtectedSystem.Production());
        await system.StartWebAsync("web", ProtectedSystem.Production());
        var somebody = new ApiClient(TestTokens.Make(AccessRole.Operator));
        var (_, run) = await somebody.SendAsync(
            "POST", new Uri(system.Web, "/v1/runs"), """{"dataset": {"generator": "two-spirals"}, "seed": 1, "pace": 20}""");
        var id = run.GetProperty("id").GetString()!;
        await Until.TrueAsync(async () => (await FindAsync()).GetProperty("epoch").GetInt64() > 10, "the run trains");

        (string, string?)[] readOnly = [.. ProtectedSystem.Production(), ("CANOPY_READ_ONLY", "true")];
        Assert.Equal(0, await system.Program("backend").TerminateAsync());
        var left = await FindAsync();
        await system.StartBackendAsync("backend", readOnly);
        await system.StartWebAsync("web", readOnly);

        foreach (var route in await ApiRoute.ReadAsync(somebody, system.Address("backend"), id))
        {
            foreach (var server in new[] { system.Web, system.Address("backend") })
            {
                foreach (var client in new[] { somebody, new ApiClient(TestTokens.Make(AccessRole.Admin)), new ApiClient(token: null) })
                {
                    var (status, problem) = await client.SendAsync(route.Method, new Uri(server, route.Path), route.Body);
                    if (!route.Reads)
                    {
                        Assert.Equal((403, "This installation is read-only."), ((int)status, problem.GetProperty("detail").GetString()));
                    }
                }
            }
        }

        var (_, socket) = await somebody.ConnectAsync(system.Web, "/ws/control");
        using (socket)
        {
            var answer = await ApiClient.CommandAsync(socket!, $$"""{"run_id": "{{id}}", "command": "pause", "command_id": "c"}""");
            Assert.Equal(("error", "read_only"), (answer.GetProperty("status").GetString(), answer.GetProperty("code").GetString()));
        }

        await using (var viewer = new LogViewer(system.Web, id, options: o => o.SetRequestHeader("Authorization", $"Bearer {TestTokens.Make(AccessRole.Viewer)}")))
        {
            await Until.TrueAsync(() => Task.FromResult(viewer.LastSeq == left.GetProperty("head_seq").GetInt64()), "the viewer has the whole log");
        }

        // The backend before has given it back, so that any other would have claimed it at once.
        var now = await FindAsync();
        Assert.Equal(left.GetProperty("head_seq").GetInt64(), now.GetProperty("head_seq").GetInt64());
        Assert.Equal(left.GetProperty("epoch").GetInt64(), now.GetProperty("epoch").GetInt64());
        Assert.DoesNotContain("claimed with token", system.Program("backend").Output, StringComparison.Ordinal);

        async Task<System.Text.Json.JsonElement> FindAsync() => (await somebody.SendAsync("GET", new Uri(system.Web, $"/v1/runs/{id}"))).Body;
    }
}
