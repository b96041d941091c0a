using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Canopy.Web.Tests;

/// <summary>The program as it is, on a port of its own, with the settings of a test.</summary>
internal sealed class WebProgram : WebApplicationFactory<Program>
{
    private readonly (string Key, string Value)[] _settings;

    private WebProgram((string Key, string Value)[] settings)
    {
        _settings = settings;
        UseKestrel();
    }

    public Uri Address => ClientOptions.BaseAddress;

    public static WebProgram Start(params (string Key, string Value)[] settings)
    {
        var program = new WebProgram(settings);
        program.StartServer();
        return program;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Production: nothing of a developer's machine decides.
        builder.UseEnvironment("Production");
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("LOG_LEVEL", "none");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
