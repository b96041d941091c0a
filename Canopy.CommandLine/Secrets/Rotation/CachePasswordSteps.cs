using Canopy.CommandLine.Secrets.Cluster;
using Canopy.CommandLine.Secrets.Values;

namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>A step that changes what the running Redis accepts.</summary>
internal abstract class CacheStep(string name, string says) : RotationStep(name, says)
{
    protected static CataloguedSecret Server(RotationRun run)
        => run.Secrets.FirstOrDefault(RotationRun.IsServers) ?? throw new KubectlException("the cache's Secret is gone");

    protected static IReadOnlyList<CataloguedSecret> Clients(RotationRun run) => [.. run.Secrets.Where(s => !RotationRun.IsServers(s))];

    protected static CacheAccess Cache(RotationRun run) => run.Cluster.Cache(Server(run).Workload);

    /// <summary>Both passwords for a cache that restarts: first in its Secret, so that no restart can forget one.</summary>
    protected static void TakeBoth(RotationRun run)
    {
        run.Change([Server(run)], new Dictionary<string, string?>(StringComparer.Ordinal) { [run.Key] = run.New, [run.Previous] = run.Old });
        var cache = Cache(run);
        cache.Add(run.New, run.New, run.Old);
        cache.Add(run.Old, run.New, run.Old);
    }

    protected static void Expect(RotationRun run, string password, bool isAccepted, string which)
    {
        if (Cache(run).Accepts(password) != isAccepted)
        {
            throw new KubectlException($"the cache {(isAccepted ? "refuses" : "still accepts")} the {which} password");
        }
    }
}

/// <summary>Has Redis accept the new password beside the old one.</summary>
internal sealed class AcceptPasswordStep() : CacheStep("accept", "having the cache accept the new password beside the old one")
{
    public override void Do(RotationRun run)
    {
        TakeBoth(run);
        Expect(run, run.New, isAccepted: true, "new");
        Expect(run, run.Old, isAccepted: true, "old");
    }

    public override void Undo(RotationRun run)
    {
        run.Restore([Server(run)], run.Key, run.Previous);
        Cache(run).Remove(run.New, run.New, run.Old);
    }
}

/// <summary>Has the programs use the new password.</summary>
internal sealed class SwitchPasswordStep() : CacheStep("switch", "signing in to the cache with the new password, pod by pod")
{
    public override void Do(RotationRun run)
    {
        run.Change(Clients(run), new Dictionary<string, string?>(StringComparer.Ordinal) { [run.Key] = run.New });
        run.Roll(Clients(run), Name);
    }

    public override void Undo(RotationRun run)
    {
        run.Restore(Clients(run), run.Key);
        run.RollBack(Clients(run), Name);
        WaitForOldPods(run);
    }

    public static void WaitForOldPods(RotationRun run)
    {
        foreach (var client in Clients(run))
        {
            run.Cluster.Workloads.WaitForOldPods(client.Workload);
        }
    }
}

/// <summary>Has Redis accept the old password no longer, when nobody is left who would use it.</summary>
internal sealed class RetirePasswordStep() : CacheStep("retire", "having the cache accept the old password no longer")
{
    public override void Do(RotationRun run)
    {
        SwitchPasswordStep.WaitForOldPods(run);
        run.Change([Server(run)], new Dictionary<string, string?>(StringComparer.Ordinal) { [run.Previous] = null });
        Cache(run).Remove(run.Old, run.New, run.Old);
        Expect(run, run.Old, isAccepted: false, "old");
        Expect(run, run.New, isAccepted: true, "new");
        foreach (var client in Clients(run).Where(c => run.Cluster.Workloads.Find(c.Workload) is not null))
        {
            run.Cluster.Workloads.WaitReady(client.Workload);
        }
    }

    public override void Undo(RotationRun run) => TakeBoth(run);
}
