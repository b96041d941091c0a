using Canopy.Runs;
using Canopy.Runs.Api;
using Canopy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Canopy.Web.Tests.Backend;

/// <summary>The backend's own routes over a store in memory, on a real port; a restart loses everything.</summary>
internal sealed class RunsBackend : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private WebApplication? _app;

    public string Address => $"http://127.0.0.1:{_port}";

    public async Task StartAsync(string? key = null, bool readOnly = false)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration["urls"] = Address;
        builder.Configuration["JWT_SECRET_KEY"] = key;
        builder.Configuration["CANOPY_READ_ONLY"] = readOnly ? "true" : "false";
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.Services.AddRunStoreInMemory().AddRunCommands().AddRunTraining();
        _app = builder.Build();
        _app.MapDefaultEndpoints();
        _app.MapRunQueries();
        _app.MapRunCommands();
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        await _app!.DisposeAsync();
        _app = null;
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
