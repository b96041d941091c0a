using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Canopy.Hosting.Application;
using Canopy.Hosting.Parameters;
using Canopy.Hosting.Publishing;
using Canopy.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder"/>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _inner;
    private readonly EntryPointSession? _session = EntryPointSession.Current;
    private readonly RunOptions _runOptions;
    private readonly AppHostInfo _info;

    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        if (_session is null)
        {
            OneLineErrors.Install();
        }

        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = new ConfigurationManager() };
        _session?.Configure(options, settings);

        AppHostAssembly = _session?.EntryAssembly
            ?? (options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly());
        _info = AppHostInfo.Of(AppHostAssembly, options.ProjectDirectory);

        // Settings belong to the project, wherever the command was typed; nothing reads them again later.
        settings.ContentRootPath ??= _info.Directory;
        settings.ApplicationName ??= _info.Name;
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration["hostBuilder:reloadConfigOnChange"] = "false";
        _inner = new HostApplicationBuilder(settings);
        PublishSwitches.AddTo(Configuration, settings.Args);

        _runOptions = RunOptions.From(Configuration, isTest: _session is not null);
        DataFolder = _runOptions.CreateDataFolder(_info);
        Secrets = UserSecrets.AddTo(Configuration, _info, DataFolder);
        ExecutionContext = new(_runOptions.Operation, _runOptions.Publisher);
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _inner.Configuration;

    /// <inheritdoc/>
    public string AppHostDirectory => _info.Directory;

    /// <inheritdoc/>
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc/>
    public IHostEnvironment Environment => _inner.Environment;

    /// <inheritdoc/>
    public IServiceCollection Services => _inner.Services;

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc/>
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc/>
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    internal DataFolder DataFolder { get; }

    internal SecretStore Secrets { get; }

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.FirstOrDefault(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type '{other.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    /// <inheritdoc/>
    public DistributedApplication Build()
    {
        _session?.BeforeBuild(this);
        HostServices.AddTo(_inner, this, _info, _runOptions);
        var application = new DistributedApplication(_inner.Build());
        _session?.AfterBuild(application);
        return application;
    }
}
