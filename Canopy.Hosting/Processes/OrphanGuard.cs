using System.Diagnostics;

namespace Canopy.Hosting.Processes;

/// <summary>Kills what is left when the host dies without having been able to.</summary>
/// <remarks>
/// A shell in a session of its own reads from a pipe which process groups and containers there are. The pipe ends when the host does,
/// however it dies, and then the shell ends them. This reaches grandchildren, which PR_SET_PDEATHSIG does not.
/// </remarks>
internal static class OrphanGuard
{
    private const string Script = """
        exec >/dev/null 2>&1
        trap '' INT TERM HUP QUIT
        groups=' '
        containers=' '
        while read -r what id; do
          case $what in
            add) groups="$groups$id " ;;
            remove) groups="${groups%% $id *} ${groups#* $id }" ;;
            add-container) containers="$containers$id " ;;
            remove-container) containers="${containers%% $id *} ${containers#* $id }" ;;
          esac
        done
        case $groups$containers in *[0-9]*) ;; *) exit 0 ;; esac
        for id in $groups; do kill -s TERM -- "$1$id"; done
        for pair in $containers; do "${pair%%,*}" rm -f "${pair#*,}" & done
        sleep 1
        for id in $groups; do kill -s KILL -- "$1$id"; done
        wait
        """;

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static readonly HashSet<int> Groups = [];
    private static readonly HashSet<ContainerHandle> Containers = [];
    private static Process? _shell;

    /// <summary>To be told before the container exists: its client may die with the host before it has an identity here.</summary>
    public static Task AddAsync(ContainerHandle container) => ChangeAsync(() => Containers.Add(container) ? $"add-container {Word(container)}\n" : string.Empty);

    public static Task AddAsync(int group) => ChangeAsync(() => Groups.Add(group) ? $"add {group}\n" : string.Empty);

    public static Task RemoveAsync(ContainerHandle container) => ChangeAsync(() => Containers.Remove(container) ? $"remove-container {Word(container)}\n" : string.Empty);

    public static Task RemoveAsync(int group) => ChangeAsync(() => Groups.Remove(group) ? $"remove {group}\n" : string.Empty);

    private static string Word(ContainerHandle container) => $"{container.Runtime},{container.Name}";

    private static async Task ChangeAsync(Func<string> change)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await Gate.WaitAsync();
        try
        {
            var message = change();
            if (_shell is null || !await TryTellAsync(message))
            {
                // Not started yet, or somebody killed it: a new one is told everything.
                _shell = await StartAsync();
                await TryTellAsync(string.Concat(
                    Groups.Select(g => $"add {g}\n").Concat(Containers.Select(c => $"add-container {Word(c)}\n"))));
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    private static Task<Process> StartAsync()
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };

        // No leash: it must outlive the host by a second.
        List<string> words = Leash.SetsidPath is { } setsid ? [setsid, "/bin/sh"] : ["/bin/sh"];
        words.AddRange(["-c", Script, "canopy-guard", Leash.MakesGroups ? "-" : string.Empty]);
        start.FileName = words[0];
        words.Skip(1).ToList().ForEach(start.ArgumentList.Add);
        return Launcher.StartAsync(start);
    }

    private static async Task<bool> TryTellAsync(string message)
    {
        try
        {
            await _shell!.StandardInput.WriteAsync(message);
            await _shell.StandardInput.FlushAsync();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
