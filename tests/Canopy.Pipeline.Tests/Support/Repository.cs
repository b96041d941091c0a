using System.Runtime.CompilerServices;

namespace Canopy.Pipeline.Tests.Support;

/// <summary>Files of the repository that tests look at.</summary>
internal static class Repository
{
    public static string PathOf(string file) => Path.Combine(Root(), file);

    /// <summary>The tracked files whose paths match, in git's manner; all without a pattern.</summary>
    public static async Task<string[]> TrackedAsync(params string[] patterns)
    {
        Outcome git = await Command.RunAsync("git", ["ls-files", "--", .. patterns]);
        Assert.True(git.ExitCode == 0, git.Errors);
        // A file that was deleted and not committed yet is still listed.
        return [.. git.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(PathOf(file)))];
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
