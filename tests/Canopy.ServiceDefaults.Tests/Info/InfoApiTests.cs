using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Tests.Info;

public class InfoApiTests
{
    [Fact]
    public async Task Info_InAPod_SaysWhatRunsWhere()
    {
        await using var app = await TestApp.StartAsync(settings: new()
        {
            ["POD_NAME"] = "web-7",
            ["POD_NAMESPACE"] = "canopy-dev",
            ["CASCOR_ENV"] = "staging",
            ["CANOPY_COMMIT"] = "abc123",
        });

        var (_, body) = await app.GetJsonAsync("/info");

        Assert.Equal("Canopy.Garden", body.GetProperty("service").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+", body.GetProperty("version").GetString());
        Assert.Equal("abc123", body.GetProperty("commit").GetString());
        Assert.True(body.GetProperty("build_date").TryGetDateTimeOffset(out _));
        Assert.Equal("web-7", body.GetProperty("pod").GetProperty("name").GetString());
        Assert.Equal("canopy-dev", body.GetProperty("pod").GetProperty("namespace").GetString());
        Assert.Equal("staging", body.GetProperty("environment").GetString());
        Assert.Equal("cascor_backend", body.GetProperty("mode").GetString());
        Assert.True(body.GetProperty("started").GetBoolean());
        Assert.True(body.GetProperty("ready").GetBoolean());
        Assert.True(body.GetProperty("uptime_seconds").GetDouble() >= 0);
        Assert.Equal("null", body.GetProperty("last_error").GetRawText());
    }

    [Fact]
    public async Task LastError_ErrorWithSecrets_IsShownWithoutThem()
    {
        await using var app = await TestApp.StartAsync(settings: new() { ["REDIS_PASSWORD"] = "hunter-22" });
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Garden");

#pragma warning disable CA1848, CA1873 // A test's own entry.
        logger.LogError(new InvalidOperationException("inner"), "cannot reach cache:6379,password={Password} nor redis://u:{Other}@h", "hunter-22", "elf");
#pragma warning restore CA1848, CA1873

        var (_, body) = await app.GetJsonAsync("/info");
        var error = body.GetProperty("last_error");
        Assert.Equal("Garden", error.GetProperty("category").GetString());
        Assert.Equal("InvalidOperationException", error.GetProperty("exception").GetString());
        Assert.Equal("cannot reach cache:6379,password=*** nor redis://u:***@h", error.GetProperty("message").GetString());
        Assert.Equal(1, body.GetProperty("errors").GetInt64());
    }
}
