using System.Runtime.InteropServices;

namespace Canopy.CommandLine;

/// <summary>Ctrl+C and SIGTERM as a wish to end at the next epoch boundary. A second one ends the program at once.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private volatile int _exitCode;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Take(context, ExitCode.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Take(context, ExitCode.Terminated)),
    ];

    public bool IsRequested => _exitCode != 0;

    /// <summary>The exit code that belongs to the signal; 0 when there was none.</summary>
    public int RequestedExitCode => _exitCode;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Take(PosixSignalContext context, int exitCode)
    {
        context.Cancel = !IsRequested;
        _exitCode = exitCode;
    }
}
