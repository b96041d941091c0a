using System.Text.Json;
using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>eng/pipeline/verify-rollout.sh and rollback.sh against a stand-in for the cluster.</summary>
public sealed class RolloutTests
{
    private const string Namespace = "canopy-dev";

    [Fact]
    public async Task Verify_EverythingNewAndAvailable_SucceedsAtOnce()
    {
        using ScriptRun run = Cluster(Ready("web:2"), Ready("backend:2"), Ready("cache:1"));

        Outcome verify = await run.RunAsync("verify-rollout.sh", Namespace, "web:2", "backend:2");

        Assert.True(verify.ExitCode == 0, verify.All);
        Assert.Contains("look 1 of 30", verify.Errors, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> NotReady => new()
    {
        { Workload("web:2", 2, 2, 2, 2, observed: 3), "not seen by its controller" },
        { Workload("web:1", 2, 2, 2, 2), "another image is set" },
        { Workload("web:2", 2, 1, 2, 2), "1 of 2 replicas are new" },
        { Workload("web:2", 2, 2, 3, 2), "1 old replicas still run" },
        { Workload("web:2", 2, 2, 2, 1), "1 of 2 replicas are available" },
    };

    [Fact]
    public async Task Verify_NeverReady_LooksThirtyTimes()
    {
        using ScriptRun run = Cluster(Workload("web:2", 2, 2, 2, 1), Ready("backend:2"), Ready("cache:1"));

        Outcome verify = await run.RunAsync("verify-rollout.sh", Namespace, "web:2", "backend:2");

        Assert.Equal(1, verify.ExitCode);
        Assert.Equal(30, run.Calls("kubectl").Count(call => call.StartsWith("get deployment/web", StringComparison.Ordinal)));
        Assert.Equal(29, run.Calls("sleep").Length);
    }

    [Theory]
    [MemberData(nameof(NotReady))]
    public async Task Verify_NotReady_SaysWhy(string web, string message)
    {
        using ScriptRun run = Cluster(web, Ready("backend:2"), Ready("cache:1"));

        Outcome verify = await run.Set("ROLLOUT_TRIES", "1").RunAsync("verify-rollout.sh", Namespace, "web:2", "backend:2");

        Assert.Equal(1, verify.ExitCode);
        Assert.Contains($"deployment/web: {message}", verify.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ReadyLater_WaitsForIt()
    {
        using ScriptRun run = Cluster(Workload("web:2", 2, 1, 3, 2), Ready("backend:2"), Ready("cache:1"));
        run.StandIn("sleep", $"cp '{run.Folder.Write("later.json", Ready("web:2"))}' '{run.Folder.PathOf("web.json")}'");

        Outcome verify = await run.RunAsync("verify-rollout.sh", Namespace, "web:2", "backend:2");

        Assert.Equal(0, verify.ExitCode);
        Assert.Contains("look 2 of 30", verify.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_NewRevisions_GoBackToTheOnesBefore()
    {
        using ScriptRun run = Revisions(now: 8);
        run.Folder.Write("out/before.json", """{"web": 7, "backend": 8}""");

        Outcome rollback = await run.RunAsync("rollback.sh", Namespace, "out");

        Assert.True(rollback.ExitCode == 0, rollback.All);
        Assert.Equal(["rollout undo deployment/web --namespace canopy-dev --to-revision 7"], run.Calls("kubectl").Where(call => call.StartsWith("rollout undo", StringComparison.Ordinal)));
        Assert.Equal(2, run.Calls("kubectl").Count(call => call.StartsWith("rollout status", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rollback_FirstDeployment_SaysThatThereIsNothingToGoBackTo()
    {
        using ScriptRun run = Revisions(now: 1);
        run.Folder.Write("out/before.json", """{"web": null, "backend": null}""");

        Outcome rollback = await run.RunAsync("rollback.sh", Namespace, "out");

        Assert.Equal(1, rollback.ExitCode);
        Assert.Contains("there was none before", rollback.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_NothingApplied_ChangesNothing()
    {
        using ScriptRun run = Revisions(now: 8);

        Outcome rollback = await run.RunAsync("rollback.sh", Namespace, "out");

        Assert.Equal(0, rollback.ExitCode);
        Assert.Empty(run.Calls("kubectl"));
    }

    private static ScriptRun Cluster(string web, string backend, string cache)
    {
        var run = new ScriptRun();
        run.Folder.Write("web.json", web);
        run.Folder.Write("backend.json", backend);
        run.Folder.Write("cache.json", cache);
        return run.StandIn("sleep", "").StandIn("kubectl", $"""
            file='{run.Folder.Path}/'"$(basename "$2").json"
            [ ! -f "$file" ] || cat "$file"
            """);
    }

    private static ScriptRun Revisions(int now) => new ScriptRun().StandIn("kubectl", $"[ \"$1\" != get ] || echo {now}");

    private static string Ready(string image) => Workload(image, 2, 2, 2, 2);

    private static string Workload(string image, int wanted, int updated, int all, int available, int observed = 4) => JsonSerializer.Serialize(new
    {
        metadata = new { generation = 4 },
        spec = new { replicas = wanted, template = new { spec = new { containers = new[] { new { name = "it", image } } } } },
        status = new { observedGeneration = observed, updatedReplicas = updated, replicas = all, availableReplicas = available },
    });
}
