using Canopy.Images.Tests.Publishing;
using Canopy.Testing;

namespace Canopy.Images.Tests.Running;

/// <summary>Starting, failing to start and stopping, as the images' programs do it.</summary>
[Collection(ImageTests.Name)]
public sealed class LifecycleTests(PublishedImages images)
{
    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public async Task Start_WrongSettings_ExitsWith78AndTheWordsOfAnOrdinaryBuild(string project)
    {
        var settings = new Dictionary<string, string?>
        {
            ["LOG_LEVEL"] = "loud",
            ["CASCOR_ENV"] = "moon",
            ["CASCOR_DEBUG"] = "maybe",
            ["ConnectionStrings__cache"] = "127.0.0.1:1",
            ["Runs__LeaseSeconds"] = "-1",
            ["Relay__PollPeriod"] = "01:00:00",
            ["WEBSOCKET_HEARTBEAT_INTERVAL"] = "0",
        };
        using var build = ProgramUnderTest.Launch(ProgramForm.OfBuild(project), settings);
        using var image = ProgramUnderTest.Launch(ProgramForm.OfImage(images.Of(project)), settings);

        Assert.Equal(78, await image.Process.WaitForExitAsync());
        Assert.Equal(78, await build.Process.WaitForExitAsync());
        Assert.Contains("LOG_LEVEL is 'loud'; accepted: trace", image.Process.Output, StringComparison.Ordinal);
        Assert.Equal(build.Process.Output, image.Process.Output);
    }

    [Theory]
    [InlineData("Canopy.Backend")]
    [InlineData("Canopy.Web")]
    public async Task HealthCheck_WhileItRunsAndAfter_IsZeroAndOne(string project)
    {
        await using var redis = await RedisServer.StartAsync();
        var form = ProgramForm.OfImage(images.Of(project));
        using var program = await ProgramUnderTest.StartAsync(form, new()
        {
            ["ConnectionStrings__cache"] = redis.ConnectionString,
            // No one is there; web is ready without, for those who only look.
            ["CASCOR_BACKEND_URL"] = "http://127.0.0.1:1",
        });

        Assert.Equal(0, await HealthCheckAsync(form, program.Port));
        Assert.Equal(0, await program.Process.TerminateAsync());
        Assert.Equal(1, await HealthCheckAsync(form, program.Port));
    }

    private static async Task<int> HealthCheckAsync(ProgramForm form, int port)
    {
        using var process = form.Start(["--healthcheck"], new() { ["ASPNETCORE_HTTP_PORTS"] = "8080", ["HTTP_PORTS"] = $"{port}" });
        return await process.WaitForExitAsync();
    }
}
