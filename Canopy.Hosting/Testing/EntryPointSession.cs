using System.Reflection;
using Aspire.Hosting;
using Microsoft.Extensions.Hosting;

namespace Canopy.Hosting.Testing;

/// <summary>Runs an AppHost's Main up to Build, lets a test change the description, and hands over the built application.</summary>
internal sealed class EntryPointSession
{
    private static readonly AsyncLocal<EntryPointSession?> CurrentSession = new();
    private readonly Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? _configure;
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _hasEntryPoint;

    private EntryPointSession(Assembly? entryAssembly, bool hasEntryPoint, Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure)
    {
        EntryAssembly = entryAssembly;
        _hasEntryPoint = hasEntryPoint;
        _configure = configure;
    }

    /// <summary>The session that the running code belongs to, if any.</summary>
    public static EntryPointSession? Current => CurrentSession.Value;

    public Assembly? EntryAssembly { get; }

    /// <summary>Starts the Main of an assembly, and returns when it calls Build.</summary>
    public static async Task<(EntryPointSession Session, DistributedApplicationBuilder Builder)> DescribeAsync(
        Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure, CancellationToken cancellationToken)
    {
        var session = new EntryPointSession(assembly, hasEntryPoint: true, configure);
        new Thread(() => session.RunMain(args)) { IsBackground = true, Name = $"Main of {assembly.GetName().Name}" }.Start();
        return (session, await session._described.Task.WaitAsync(cancellationToken));
    }

    /// <summary>Makes a builder without an AppHost around it.</summary>
    public static DistributedApplicationBuilder Describe(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure)
    {
        var session = new EntryPointSession(Assembly.GetEntryAssembly(), hasEntryPoint: false, configure);
        CurrentSession.Value = session;
        try
        {
            return new DistributedApplicationBuilder(new DistributedApplicationOptions { Args = args });
        }
        finally
        {
            CurrentSession.Value = null;
        }
    }

    public void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.DisableDashboard = true;
        options.AllowUnsecuredTransport = true;
        settings.EnvironmentName ??= Environments.Development;
        _configure?.Invoke(options, settings);
    }

    /// <summary>Called by Build on Main's thread: waits until the test has had its say.</summary>
    public void BeforeBuild(DistributedApplicationBuilder builder)
    {
        if (_hasEntryPoint)
        {
            _described.TrySetResult(builder);
            _mayBuild.Task.GetAwaiter().GetResult();
        }
    }

    public void AfterBuild(DistributedApplication application) => _built.TrySetResult(application);

    /// <summary>Lets Main go on, and returns what it built.</summary>
    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult();
        return _built.Task.WaitAsync(cancellationToken);
    }

    private void RunMain(string[] args)
    {
        CurrentSession.Value = this;
        try
        {
            var main = EntryAssembly!.EntryPoint ?? throw new InvalidOperationException($"{EntryAssembly.GetName().Name} has no entry point.");
            main.Invoke(null, main.GetParameters().Length == 0 ? null : [args]);
            Fail(new InvalidOperationException("The entry point ended without building an application."));
        }
        catch (TargetInvocationException e)
        {
            Fail(e.InnerException ?? e);
        }
        catch (InvalidOperationException e)
        {
            Fail(e);
        }
    }

    private void Fail(Exception e)
    {
        _described.TrySetException(e);
        _built.TrySetException(e);
    }
}
