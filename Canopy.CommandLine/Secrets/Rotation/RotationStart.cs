using Canopy.CommandLine.Secrets.Cluster;
using Canopy.CommandLine.Secrets.Values;

namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>What the user asks for.</summary>
/// <param name="Value">The new value; null to generate it.</param>
/// <param name="IsFinish">Only to end the grace period of the rotation before.</param>
/// <param name="IsWithoutGrace">Not to wait for the end of it, or to have none.</param>
internal sealed record RotationRequest(CataloguedKey Key, string? Value, bool IsFinish, bool IsWithoutGrace);

/// <summary>Checks that a rotation can begin, chooses its plan, and writes the first page of its journal.</summary>
internal sealed class RotationStart(TargetCluster cluster, SecretCatalogue catalogue, TimeProvider time)
{
    private readonly IReadOnlyDictionary<string, SecretObject> _there = cluster.Store.List();

    /// <summary>Begins; null, with the reasons noted, where it cannot. Nothing but the journal is written.</summary>
    public Journal? Begin(RotationRequest request, Mistakes mistakes)
    {
        var key = request.Key.Name;
        var secrets = catalogue.With(key);
        foreach (var missing in secrets.Where(s => !_there.ContainsKey(s.Name)))
        {
            mistakes.Add($"There is no Secret {missing.Name} in namespace {cluster.Kubectl.Namespace}; 'canopy secrets create' makes it.");
        }

        if (mistakes.Any)
        {
            return null;
        }

        var plan = ChoosePlan(request, secrets, mistakes);
        var old = OldValue(key, secrets, plan, mistakes);
        var value = request.IsFinish ? old : request.Value ?? SecretGenerator.Generate(request.Key);
        if (value is null)
        {
            mistakes.Add($"{key} cannot be generated; give its value with --env-file.");
        }
        else if (value == old && !request.IsFinish)
        {
            mistakes.Add($"{key} has that value already.");
        }

        CheckHealth(secrets, mistakes);
        if (!mistakes.Any && plan == Plans.CachePassword)
        {
            CheckCache(secrets, old!, mistakes);
        }

        if (mistakes.Any)
        {
            return null;
        }

        cluster.Kubectl.Hide(value!);
        var first = Plans.Steps(plan)![0].Name;
        return Journal.Begin(key, plan, first, value!, old ?? "", cluster.Store, time);
    }

    private string ChoosePlan(RotationRequest request, IReadOnlyList<CataloguedSecret> secrets, Mistakes mistakes)
    {
        var previous = request.Key.Name + CataloguedKey.PreviousSuffix;
        var hasServer = secrets.Any(s => RotationRun.IsServers(s) && s.Has(previous));
        var isSigningKey = !hasServer && secrets.Any(s => s.Has(previous));
        if (!isSigningKey && (request.IsFinish || request.IsWithoutGrace))
        {
            mistakes.Add($"{request.Key.Name} has no grace period; --finish and --no-grace are for keys that have one.");
        }

        if (!isSigningKey)
        {
            return hasServer ? Plans.CachePassword : Plans.Replace;
        }

        var accepted = secrets.Select(s => _there[s.Name]).Where(s => s.Value(previous) is not null).ToList();
        if (request.IsFinish && accepted.Count == 0)
        {
            mistakes.Add($"{request.Key.Name} has no value before that would still be accepted; there is nothing to finish.");
        }

        var until = accepted.Select(s => s.AcceptedUntil(previous) ?? s.RotatedAt(request.Key.Name) + RotationRun.GracePeriod).DefaultIfEmpty().Max();
        if (until > time.GetUtcNow() && !request.IsWithoutGrace)
        {
            mistakes.Add($"{request.Key.Name}: the value before is accepted until {SecretObject.Stamp(until)}, when the last token that it signed has ended; wait, or give --no-grace.");
        }

        return request.IsFinish ? Plans.RetireSigningKey : request.IsWithoutGrace ? Plans.ReplaceAtOnce : Plans.SigningKey;
    }

    /// <summary>The value in use; null where there is none. All programs must have the same.</summary>
    private string? OldValue(string key, IReadOnlyList<CataloguedSecret> secrets, string plan, Mistakes mistakes)
    {
        var values = secrets.Select(s => _there[s.Name].Value(key)).Distinct(StringComparer.Ordinal).ToList();
        if (values.Count > 1)
        {
            mistakes.Add($"{key} is not the same in {string.Join(", ", secrets.Select(s => s.Name))}; 'canopy secrets create --replace' puts that right.");
        }
        else if (values[0] is null && plan is Plans.SigningKey or Plans.CachePassword)
        {
            mistakes.Add($"{key} has no value in namespace {cluster.Kubectl.Namespace}; 'canopy secrets create --replace' gives it one.");
        }

        return values[0];
    }

    /// <summary>Programs that are not well now could not show that the new value is.</summary>
    private void CheckHealth(IReadOnlyList<CataloguedSecret> secrets, Mistakes mistakes)
    {
        foreach (var path in secrets.Select(s => s.Workload).Distinct(StringComparer.Ordinal))
        {
            switch (cluster.Workloads.Find(path))
            {
                case null:
                    Console.Error.WriteLine($"canopy: {path} is not in namespace {cluster.Kubectl.Namespace}; it reads its Secret when it is deployed.");
                    break;
                case { IsPaused: true }:
                    mistakes.Add($"{path} is paused; 'kubectl rollout resume {path} --namespace {cluster.Kubectl.Namespace}' first.");
                    break;
                case { IsSettled: false }:
                    mistakes.Add($"{path} is not ready, or is being rolled out; a rotation begins only when all is well.");
                    break;
            }
        }
    }

    private void CheckCache(IReadOnlyList<CataloguedSecret> secrets, string old, Mistakes mistakes)
    {
        var path = secrets.First(RotationRun.IsServers).Workload;
        if (cluster.Workloads.Find(path) is null)
        {
            mistakes.Add($"{path} is not in namespace {cluster.Kubectl.Namespace}; the password of a Redis elsewhere is changed there first (docs/secrets.md).");
            return;
        }

        var cache = cluster.Cache(path);
        if (!cache.Accepts(old))
        {
            mistakes.Add($"{path} refuses the password that its Secret has.");
        }

        if (!cache.IsProbeIndependent())
        {
            mistakes.Add($"{path}: its readiness probe signs in with the password, and would fail when the old one goes; let it use a user of its own (docs/secrets.md).");
        }
    }
}
