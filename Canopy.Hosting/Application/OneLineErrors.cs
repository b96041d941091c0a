using Aspire.Hosting;

namespace Canopy.Hosting.Application;

/// <summary>A mistake in the AppHost's description ends the program with one line instead of a stack trace and a core dump.</summary>
internal static class OneLineErrors
{
    private static int _installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        }
    }

    private static void OnUnhandled(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.ExceptionObject is DistributedApplicationException failure)
        {
            Console.Error.WriteLine(failure.Message);
            System.Environment.Exit(StartupException.ExitCode);
        }
    }
}
