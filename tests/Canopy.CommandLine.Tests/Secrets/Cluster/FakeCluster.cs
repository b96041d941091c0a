using System.Text;
using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Tests.Secrets.Cluster;

/// <summary>
/// A cluster with web and backend (two replicas each) and, where asked for, a cache with a real Redis. Its controller replaces pods one
/// by one: a new one starts with the Secrets of that moment, and when it is ready an old one ends.
/// </summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    public const string Namespace = "canopy-dev";

    private const int Replicas = 2;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<FakePod> _pods = [];
    private readonly List<string> _seen = [];
    private ApiServer? _server;
    private Task _controller = Task.CompletedTask;
    private int _number;

    public ObjectStore Objects { get; } = new();

    /// <summary>Rights that the user lacks, such as <c>patch secrets</c>.</summary>
    public HashSet<string> Forbidden { get; } = new(StringComparer.Ordinal);

    /// <summary>What goes wrong with a request.</summary>
    public Func<ApiRequest, Interference> Interfere { get; set; } = _ => Interference.None;

    /// <summary>Whether a program says that it is ready; beside that it must get into the cache.</summary>
    public Func<FakePod, bool> IsWell { get; set; } = _ => true;

    /// <summary>Looked at after every step of the controller: what must hold at every moment.</summary>
    public Func<FakeCluster, Task> Invariant { get; set; } = _ => Task.CompletedTask;

    /// <summary>How the invariant was broken, if it was.</summary>
    public Exception? Broken { get; private set; }

    public CacheContainer? Cache { get; private set; }

    public string Address => _server!.Address;

    public IReadOnlyList<FakePod> Pods
    {
        get
        {
            lock (_lock)
            {
                return [.. _pods];
            }
        }
    }

    /// <summary>Names of all pods that there were.</summary>
    public IReadOnlyList<string> PodsSeen => _seen;

    public static async Task<FakeCluster> StartAsync()
    {
        var cluster = new FakeCluster();
        cluster._server = await ApiServer.StartAsync(cluster);
        return cluster;
    }

    /// <summary>Deploys the programs: their pods start with the Secrets that are there.</summary>
    public async Task DeployAsync(bool withCache)
    {
        if (withCache)
        {
            Cache = new CacheContainer();
            await Cache.StartAsync(EnvironmentOf("cache"));
            Objects.Create("statefulsets", WorkloadJson("StatefulSet", "cache", 1, "REDISCLI_AUTH=$(cat /tmp/probe-password) redis-cli --user probe -e ping"));
            Add(new FakePod("cache-0", "cache", EnvironmentOf("cache")) { Cache = Cache });
            SetSettled("statefulsets", "cache", 1);
        }

        foreach (var app in new[] { "backend", "web" })
        {
            Objects.Create("deployments", WorkloadJson("Deployment", app, Replicas, probe: null));
            for (var i = 0; i < Replicas; i++)
            {
                Add(NewPod(app));
            }

            SetSettled("deployments", app, Replicas);
        }

        _controller = Task.Run(ControlAsync);
    }

    /// <summary>Values in a Secret, as a pod that starts now gets them.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(string app)
        => (Objects.Find("secrets", $"{app}-secrets")?["data"]?.AsObject() ?? [])
            .ToDictionary(p => p.Key, p => Encoding.UTF8.GetString(Convert.FromBase64String((string)p.Value!)), StringComparer.Ordinal);

    public async Task<bool> IsReadyAsync(FakePod pod)
        => IsWell(pod) && (Cache is null || await Cache.AcceptsAsync(pod.Environment.GetValueOrDefault(SecretSamples.Redis) ?? ""));

    /// <summary>The kubelet starts the cache's container again, with the Secret of this moment.</summary>
    public Task RestartCacheAsync() => Cache!.StartAsync(EnvironmentOf("cache"));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _controller;
        await _server!.DisposeAsync();
        Cache?.Dispose();
        _end.Dispose();
    }

    private static JsonObject WorkloadJson(string kind, string app, int replicas, string? probe)
    {
        var container = new JsonObject
        {
            ["name"] = app,
            ["ports"] = new JsonArray(
                new JsonObject { ["name"] = "http", ["containerPort"] = 8000 },
                new JsonObject { ["name"] = "management", ["containerPort"] = FakePod.ManagementPort }),
        };
        if (probe is not null)
        {
            container["readinessProbe"] = new JsonObject { ["exec"] = new JsonObject { ["command"] = new JsonArray("/bin/sh", "-c", probe) } };
        }

        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = app },
            ["spec"] = new JsonObject
            {
                ["replicas"] = replicas,
                ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = app } },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = app } },
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray(container) },
                },
            },
        };
    }

    private async Task ControlAsync()
    {
        var done = new Dictionary<string, int>(StringComparer.Ordinal) { ["web"] = 1, ["backend"] = 1 };
        while (!_end.IsCancellationRequested)
        {
            var next = Objects.Since(Objects.Version, "deployments").Next;
            foreach (var app in done.Keys.ToList())
            {
                var generation = Generation(app);
                if (generation != done[app] && await RollAsync(app, generation))
                {
                    done[app] = generation;
                }
            }

            if (done.Keys.All(app => Generation(app) == done[app]))
            {
                await next.WaitAsync(_end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private int Generation(string app) => Objects.Find("deployments", app)!["metadata"]!["generation"]!.GetValue<int>();

    /// <summary>False when the template changed again before all pods were replaced.</summary>
    private async Task<bool> RollAsync(string app, int generation)
    {
        SetStatus("deployments", app, new JsonObject { ["observedGeneration"] = generation, ["replicas"] = Replicas, ["updatedReplicas"] = 0, ["readyReplicas"] = Replicas, ["availableReplicas"] = Replicas });
        var olds = Pods.Where(p => p.App == app && !p.IsTerminating).ToList();
        for (var i = 0; i < olds.Count; i++)
        {
            var pod = NewPod(app);
            Add(pod, isReady: false);
            await CheckAsync();
            while (!await IsReadyAsync(pod))
            {
                if (Generation(app) != generation || _end.IsCancellationRequested)
                {
                    Remove(pod);
                    return false;
                }

                await Task.Delay(20);
            }

            Show(pod, isReady: true);
            if (i < Replicas)
            {
                SetStatus("deployments", app, new JsonObject { ["observedGeneration"] = generation, ["replicas"] = Replicas + 1, ["updatedReplicas"] = Math.Min(i + 1, Replicas), ["readyReplicas"] = Replicas + 1, ["availableReplicas"] = Replicas + 1 });
            }

            olds[i].IsTerminating = true;
            Show(olds[i], isReady: true);
            await CheckAsync();
            Remove(olds[i]);
        }

        await CheckAsync();
        SetSettled("deployments", app, Replicas, generation);
        return true;
    }

    private async Task CheckAsync()
    {
        try
        {
            await Invariant(this);
        }
        catch (Exception exception)
        {
            Broken ??= exception;
        }
    }

    private FakePod NewPod(string app) => new($"{app}-{Interlocked.Increment(ref _number)}", app, EnvironmentOf(app));

    private void Add(FakePod pod, bool isReady = true)
    {
        lock (_lock)
        {
            _pods.Add(pod);
            _seen.Add(pod.Name);
        }

        Objects.Create("pods", pod.ToJson(isReady));
    }

    private void Show(FakePod pod, bool isReady) => Objects.Update("pods", pod.Name, expected: null, item =>
    {
        foreach (var (key, value) in pod.ToJson(isReady).ToList().Where(p => p.Key is "status"))
        {
            item[key] = value!.DeepClone();
        }

        if (pod.IsTerminating)
        {
            item["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        }
    });

    private void Remove(FakePod pod)
    {
        lock (_lock)
        {
            _pods.Remove(pod);
        }

        Objects.Delete("pods", pod.Name);
    }

    private void SetSettled(string resource, string app, int replicas, int generation = 1) => SetStatus(
        resource,
        app,
        new JsonObject { ["observedGeneration"] = generation, ["replicas"] = replicas, ["updatedReplicas"] = replicas, ["readyReplicas"] = replicas, ["availableReplicas"] = replicas });

    private void SetStatus(string resource, string app, JsonObject status) => Objects.Update(resource, app, expected: null, item => item["status"] = status);
}
