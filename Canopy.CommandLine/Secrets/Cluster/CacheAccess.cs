using System.Text;

namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>
/// The passwords that the running Redis takes, changed in each of its pods by <c>redis-cli</c>, without a restart: a restart would
/// pause every run. Passwords go to it on standard input. What it takes after a restart stands in its Secret.
/// </summary>
/// <param name="path">Its workload.</param>
/// <param name="timeout">How long a pod may be gone, restarting, before a change fails.</param>
internal sealed class CacheAccess(Kubectl kubectl, Workloads workloads, string path, TimeSpan timeout)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private Workload? _workload;

    /// <summary>Takes one more password.</summary>
    /// <param name="password">The one to take.</param>
    /// <param name="known">Passwords of which it takes at least one.</param>
    public void Add(string password, params string[] known) => Change($">{password}", known);

    /// <summary>Takes a password no longer. Connections that it opened stay open.</summary>
    /// <inheritdoc cref="Add"/>
    public void Remove(string password, params string[] known) => Change($"<{password}", known);

    /// <summary>Whether every pod takes the password.</summary>
    public bool Accepts(string password)
        => Pods().All(pod => Ask(pod, $"AUTH {Quoted(password)}").FirstOrDefault() == "OK");

    /// <summary>
    /// Whether the readiness probe does without the password. A probe that signs in with it uses the one of the container's start, and
    /// would call the cache unready as soon as that one is taken no longer. It is run here with a wrong one.
    /// </summary>
    public bool IsProbeIndependent()
    {
        var command = Workload.ReadinessCommand;
        return command.Count == 0 || Pods().All(pod => kubectl.Try(
            input: null, ["exec", pod, "--container", Container, "--", "env", "REDISCLI_AUTH=wrong", "REDIS_PASSWORD=wrong", "REDIS_PASSWORD_PREVIOUS=wrong", .. command]).ExitCode == 0);
    }

    private Workload Workload => _workload ??= workloads.Find(path) ?? throw new KubectlException($"{path} is not there");

    private string Container => (string)Workload.Container["name"]!;

    private List<string> Pods()
    {
        var pods = workloads.Pods(Workload).Where(p => !Workloads.IsTerminating(p)).Select(p => (string)p["metadata"]!["name"]!).ToList();
        return pods.Count > 0 ? pods : throw new KubectlException($"{path} has no pod");
    }

    private void Change(string rule, string[] known)
    {
        var commands = known.Select(k => $"AUTH {Quoted(k)}").Append($"ACL SETUSER default {Quoted(rule)}").ToArray();
        foreach (var pod in Pods())
        {
            // The first sign-in that fails is no error: which of the passwords is taken depends on how far a rotation came.
            var reply = Ask(pod, commands).LastOrDefault() ?? "no answer";
            if (reply != "OK")
            {
                throw new KubectlException($"pod {pod}: Redis did not change its passwords: {(reply.StartsWith("NOAUTH", StringComparison.Ordinal) ? "it takes none of those that the Secrets have" : reply)}");
            }
        }
    }

    /// <summary>The replies, one line each. A pod that restarts is asked again.</summary>
    private List<string> Ask(string pod, params string[] commands)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var result = kubectl.Try(string.Join('\n', commands) + "\n", "exec", "--stdin", pod, "--container", Container, "--", "redis-cli", "--no-auth-warning");
            if (result.ExitCode == 0)
            {
                return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            }

            if (TimeProvider.System.GetElapsedTime(began) > timeout)
            {
                throw new KubectlException($"pod {pod}: redis-cli failed: {result.Error}");
            }

            Thread.Sleep(Pause);
            kubectl.WhileWaiting?.Invoke();
        }
    }

    /// <summary>As redis-cli reads its input: in double quotes, everything but letters and digits by its bytes.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            quoted = char.IsAsciiLetterOrDigit((char)value) ? quoted.Append((char)value) : quoted.Append($"\\x{value:x2}");
        }

        return quoted.Append('"').ToString();
    }
}
