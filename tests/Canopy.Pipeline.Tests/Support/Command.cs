using System.Diagnostics;

namespace Canopy.Pipeline.Tests.Support;

/// <summary>What a command wrote and how it ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public string All => Output + Errors;
}

/// <summary>Runs commands, in the repository's folder unless told otherwise.</summary>
internal static class Command
{
    public static async Task<Outcome> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string? folder = null,
        string? input = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Repository.PathOf("."),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await errors);
    }
}
