using Canopy.CommandLine.Tests.Secrets.Cluster;
using Canopy.Testing;

namespace Canopy.CommandLine.Tests.Secrets;

/// <summary>The generated Role <c>secret-keeper</c> is enough for everything.</summary>
public sealed class RoleTests
{
    private static readonly string Role = Path.Combine(Programs.Root, "deploy", "components", "namespace", "secret-keeper.yaml");

    [Fact]
    public async Task EveryCommand_WithTheRightsOfTheRole_Succeeds()
    {
        var rights = Rights();
        await using var program = await SecretsProgram.StartAsync();
        Assert.SkipUnless(CacheContainer.CanRun, "no Redis on the PATH");
        var refused = new List<string>();
        program.Cluster.Interfere = request =>
        {
            if (RightFor(request) is not { } right || rights.Contains(right))
            {
                return Interference.None;
            }

            refused.Add(right);
            return Interference.Refuse;
        };

        await program.SucceedAsync("create");
        await program.Cluster.DeployAsync(withCache: true);
        await program.SucceedAsync("rotate", SecretSamples.Redis);
        await program.SucceedAsync("status", "--check");

        Assert.Empty(refused);
    }

    [Fact]
    public async Task Rotate_ProxyKeptOut_AsksPodsThroughAForwardedPort()
    {
        await using var program = await SecretsProgram.DeployedAsync();
        var proxied = 0;
        program.Cluster.Interfere = request => request.Path.Contains("/proxy/", StringComparison.Ordinal) && Interlocked.Increment(ref proxied) > 0 ? Interference.Refuse : Interference.None;
        program.Canopy.Write(
            "kubectl",
            "#!/bin/sh",
            $"case \" $* \" in *' port-forward '*) echo \"$@\" >>{program.Canopy["forwarded"]}; echo 'Forwarding from {program.Cluster.Address[7..]} -> 9090'; exec sleep 1000 ;; esac",
            "exec kubectl \"$@\"");
        File.SetUnixFileMode(program.Canopy["kubectl"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        program.Canopy.Environment["KUBECTL"] = program.Canopy["kubectl"];

        await program.SucceedAsync("rotate", SecretSamples.Jwt, "--no-grace");

        var forwarded = await File.ReadAllLinesAsync(program.Canopy["forwarded"]);
        Assert.Equal(program.Cluster.Pods.Select(p => p.Name).Order(), forwarded.Select(l => l.Split("pod/")[1].Split(' ')[0]).Order());
        Assert.Equal(1, proxied);
    }

    /// <summary>Such as <c>patch secrets</c>; the file has one line of resources and one of verbs for each rule.</summary>
    private static HashSet<string> Rights()
    {
        var lines = File.ReadAllLines(Role).Select(l => l.Trim()).ToList();
        var resources = lines.Where(l => l.StartsWith("resources:", StringComparison.Ordinal)).Select(List);
        var verbs = lines.Where(l => l.StartsWith("verbs:", StringComparison.Ordinal)).Select(List);
        return [.. resources.Zip(verbs, (r, v) => r.SelectMany(resource => v.Select(verb => $"{verb} {resource}"))).SelectMany(r => r)];
    }

    private static string[] List(string line) => line[(line.IndexOf('[', StringComparison.Ordinal) + 1)..^1].Split(", ");

    /// <summary>What a request to the namespace needs; null for others.</summary>
    private static string? RightFor(ApiRequest request)
    {
        if (request.Path.Split($"/namespaces/{FakeCluster.Namespace}/") is not [_, var rest])
        {
            return null;
        }

        var parts = rest.Split('/');
        var resource = parts.Length > 2 ? $"{parts[0]}/{parts[2]}" : parts[0];
        var verb = request.Method switch
        {
            "POST" => "create",
            "PATCH" => "patch",
            "DELETE" => "delete",
            _ => request.IsWatch ? "watch" : parts.Length == 1 ? "list" : "get",
        };
        return $"{verb} {resource}";
    }
}
