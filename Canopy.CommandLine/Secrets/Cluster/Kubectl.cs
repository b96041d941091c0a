using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Canopy.CommandLine.Secrets.Cluster;

/// <summary>
/// Runs kubectl on one namespace. Secret values go to it on standard input and come from it on standard output, both pipes: never
/// in an argument, never on a disk. What it says of an error is told without the values that this program knows.
/// </summary>
internal sealed class Kubectl(string? context, string ns, StopSignal stop)
{
    // Shorter ones would blot out words.
    private const int ShortestHidden = 6;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    public string Namespace => ns;

    /// <summary>Called again and again while a long command runs.</summary>
    public Action? WhileWaiting { get; set; }

    /// <summary>The program: KUBECTL of the environment, else the one on the PATH.</summary>
    public static string Program => Environment.GetEnvironmentVariable("KUBECTL") is { Length: > 0 } path ? path : "kubectl";

    /// <summary>A value that no message may show.</summary>
    public void Hide(string value)
    {
        if (value.Length >= ShortestHidden)
        {
            _values.Add(value);
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="input">For its standard input; null for none.</param>
    /// <param name="arguments">Without namespace and context. Nothing secret.</param>
    /// <exception cref="KubectlException">There is no such program, or the user asks to stop.</exception>
    public KubectlResult Try(string? input, params string[] arguments)
    {
        if (stop.IsRequested)
        {
            throw new KubectlException("interrupted");
        }

        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all; its exit code and words say why.
        }

        while (!process.WaitForExit(Tick))
        {
            if (stop.IsRequested && arguments[0] == "rollout")
            {
                // It only watches.
                process.Kill();
            }

            WhileWaiting?.Invoke();
        }

        process.WaitForExit();
        return new KubectlResult(process.ExitCode, output.Result, Plain(error.Result));
    }

    /// <summary>Runs it and returns its output.</summary>
    /// <exception cref="KubectlException">It failed; the message is its own, in one line.</exception>
    public string Run(string? input, params string[] arguments)
    {
        var result = Try(input, arguments);
        return result.ExitCode == 0 ? result.Output : throw new KubectlException(result.Error);
    }

    /// <summary>Runs it and reads its output as JSON.</summary>
    public JsonNode Json(string? input, params string[] arguments)
    {
        try
        {
            return JsonNode.Parse(Run(input, arguments)) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new KubectlException($"kubectl {arguments[0]} did not answer with JSON");
        }
    }

    /// <summary>Starts one that the caller ends, for a forwarded port.</summary>
    public Process Start(params string[] arguments)
    {
        string[] where = context is null ? ["--namespace", ns] : ["--context", context, "--namespace", ns];
        var start = new ProcessStartInfo(Program, [.. where, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new KubectlException($"{Program} cannot be started; install kubectl {Prerequisites.OldestVersion} or newer, or name it in KUBECTL");
        }
    }

    /// <summary>One line, without "error:" and without secrets.</summary>
    private string Plain(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(l => !l.StartsWith("Waiting for", StringComparison.Ordinal) && !l.StartsWith("Warning:", StringComparison.Ordinal));
        var text = string.Join(" ", lines);
        text = text.StartsWith("error: ", StringComparison.OrdinalIgnoreCase) ? text["error: ".Length..] : text;
        foreach (var value in _values)
        {
            text = text.Replace(value, "***", StringComparison.Ordinal);
        }

        return text.Length == 0 ? "kubectl failed without a word" : text.TrimEnd('.');
    }
}

/// <summary>How kubectl ended.</summary>
/// <param name="Error">What it said, in one line.</param>
internal sealed record KubectlResult(int ExitCode, string Output, string Error);

/// <summary>The cluster did not do what it was asked to.</summary>
internal sealed class KubectlException(string message) : Exception(message)
{
    /// <summary>Whether somebody else changed the object in between, or made it first.</summary>
    public bool IsConflict => Message.Contains("(Conflict)", StringComparison.Ordinal) || Message.Contains("(AlreadyExists)", StringComparison.Ordinal);

    public bool IsMissing => Message.Contains("(NotFound)", StringComparison.Ordinal);
}
