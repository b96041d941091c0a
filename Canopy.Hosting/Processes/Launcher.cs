using System.Collections.Concurrent;
using System.Diagnostics;

namespace Canopy.Hosting.Processes;

/// <summary>Starts every process from one thread that never ends.</summary>
/// <remarks>
/// The kernel can end a child when the thread that created it ends (PR_SET_PDEATHSIG). Created from a pool thread, a child would be
/// killed some seconds later while the host is well; created from this thread, it ends when the host does, even by kill -9.
/// </remarks>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Requests = [];

    static Launcher() => new Thread(Serve) { IsBackground = true, Name = "Canopy launcher" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    private static void Serve()
    {
        foreach (var request in Requests.GetConsumingEnumerable())
        {
            request();
        }
    }
}
