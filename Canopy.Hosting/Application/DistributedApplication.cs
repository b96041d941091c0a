using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Application;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>A described application, ready to run.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private int _disposed;
    private bool _stopRequested;

    public DistributedApplication(IHost host) => _host = host;

    /// <summary>Services of the AppHost itself.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Tells the state of the resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Gives commands to the resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Begins to describe an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <inheritdoc cref="CreateBuilder()"/>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(new DistributedApplicationOptions { Args = args });

    /// <inheritdoc cref="CreateBuilder()"/>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Starts it and waits until it is told to stop.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Run"/>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (Services.GetService<EntryPointHold>() is { } hold)
        {
            // A test has taken the application over; the program's own Run only waits for its end.
            await hold.Ended.WaitAsync(cancellationToken);
            return;
        }

        try
        {
            await using var end = this;
            using var told = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => _stopRequested = true);
            await _host.StartAsync(cancellationToken);
            await _host.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (_stopRequested)
        {
            // Told to stop while it was starting; what had been started is gone.
        }
        catch (StartupException failure)
        {
            // The screen has been given back by now, so that the lines are seen.
            foreach (var problem in failure.Problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            System.Environment.ExitCode = StartupException.ExitCode;
        }
    }

    /// <summary>Starts it: resources without dependencies run when this returns, the others follow.</summary>
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => _host.StartAsync(cancellationToken);

    /// <summary>Stops every resource.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        // Nothing that was started may outlive the object, even when nobody called StopAsync.
        await _host.StopAsync();
        Services.GetService<EntryPointHold>()?.End();
        await ((IAsyncDisposable)_host).DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
