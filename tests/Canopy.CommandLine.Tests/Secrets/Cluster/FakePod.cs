using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Tests.Secrets.Cluster;

/// <summary>A pod with the environment that it was started with.</summary>
internal sealed class FakePod(string name, string app, IReadOnlyDictionary<string, string> environment)
{
    public const int ManagementPort = 9090;

    public string Name => name;

    public string App => app;

    public IReadOnlyDictionary<string, string> Environment => environment;

    public bool IsTerminating { get; set; }

    public CacheContainer? Cache { get; init; }

    public JsonObject ToJson(bool isReady)
    {
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app"] = app, ["app.kubernetes.io/part-of"] = "canopy" } },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = app }) },
            ["status"] = new JsonObject
            {
                ["phase"] = "Running",
                ["containerStatuses"] = new JsonArray(new JsonObject
                {
                    ["name"] = app,
                    ["ready"] = isReady,
                    ["state"] = isReady ? new JsonObject() : new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff" } },
                }),
            },
        };
        if (IsTerminating)
        {
            pod["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        }

        return pod;
    }
}
