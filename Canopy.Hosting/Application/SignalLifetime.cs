using System.Runtime.InteropServices;
using Canopy.Hosting.Processes;
using Microsoft.Extensions.Hosting;

namespace Canopy.Hosting.Application;

/// <summary>Stops the application on Ctrl+C, SIGTERM, SIGQUIT and SIGHUP; a second Ctrl+C does not wait any more.</summary>
internal sealed class SignalLifetime(IHostApplicationLifetime application) : IHostLifetime, IDisposable
{
    private const int InterruptedExitCode = 130;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _interrupts;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(r => r.Dispose());

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGINT && Interlocked.Increment(ref _interrupts) > 1)
        {
            ChildProcess.KillAll();
            System.Environment.Exit(InterruptedExitCode);
        }

        application.StopApplication();
    }
}

/// <summary>For tests: signals are the test runner's business.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
