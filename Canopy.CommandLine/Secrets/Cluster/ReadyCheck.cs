using System.Net;
using System.Text.RegularExpressions;

namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>
/// Asks a pod for <c>/readyz</c>, without a shell in its image: through the API server's proxy, and where that does not get
/// through (network policies may refuse the API server, and it may be forbidden) by a forwarded port, which ends inside the pod.
/// </summary>
internal sealed partial class ReadyCheck(Kubectl kubectl)
{
    private const string Path = "readyz";
    private const int Tries = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _proxyWorks = true;

    /// <exception cref="KubectlException">It does not say that it is ready.</exception>
    public void Check(string pod, string port)
    {
        for (var left = Tries - 1; ; left--)
        {
            if (AskProxy(pod, port) || AskForwarded(pod, port) is not { } problem)
            {
                return;
            }

            if (left == 0)
            {
                throw new KubectlException($"pod {pod} is not ready: /{Path} {problem}");
            }

            Thread.Sleep(Pause);
        }
    }

    private bool AskProxy(string pod, string port)
    {
        if (!_proxyWorks)
        {
            return false;
        }

        var path = $"/api/v1/namespaces/{kubectl.Namespace}/pods/{pod}:{port}/proxy/{Path}";
        return kubectl.Try(input: null, "get", $"--raw={path}", $"--request-timeout={Patience.TotalSeconds:0}s").ExitCode == 0;
    }

    /// <summary>Null when it is ready, else what it answered.</summary>
    private string? AskForwarded(string pod, string port)
    {
        using var forward = kubectl.Start("port-forward", $"pod/{pod}", $":{port}", "--address=127.0.0.1");
        try
        {
            var line = forward.StandardOutput.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult();
            if (Forwarded().Match(line ?? "") is not { Success: true } match)
            {
                return "cannot be reached through the cluster";
            }

            using var client = new HttpClient { Timeout = Patience };
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{match.Groups["port"].Value}/{Path}")));
            _proxyWorks &= answer.StatusCode != HttpStatusCode.OK;
            return answer.StatusCode == HttpStatusCode.OK ? null : $"answers {(int)answer.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or OperationCanceledException)
        {
            return "does not answer";
        }
        finally
        {
            forward.Kill(entireProcessTree: true);
            forward.WaitForExit();
        }
    }

    [GeneratedRegex(@"^Forwarding from 127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forwarded();
}
