using System.Net.Http.Json;
using System.Net.WebSockets;
using Canopy.Contracts;
using Canopy.Testing;
using Canopy.Web.Tests.Streaming;

namespace Canopy.Web.Tests.Demo;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Program_ToldToStop_SaysGoodbyeAndEndsWell()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var program = ManagedProcess.Start("dotnet", [typeof(Program).Assembly.Location], new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["CASCOR_DEMO_MODE"] = "1",
        });
        using var http = new HttpClient { BaseAddress = address };
        var run = await Until.NotNullAsync(
            async () => await http.GetFromJsonAsync("/v1/runs", ContractsJson.Default.RunPage) is { Runs: [var first, ..] } ? first : null, $"the program has a run; it said: {program.Output}");
        await using var viewer = await TestViewer.BinaryAsync(address, run.Id);
        await using var control = await TestViewer.ConnectAsync(address, "/ws/control");
        await viewer.UntilAsync(v => v.Entries.Any(LogAssert.IsEpochs), "epochs");

        var exitCode = await program.TerminateAsync(TimeSpan.FromSeconds(30));
        await viewer.ClosedAsync();
        await control.ClosedAsync();

        Assert.True(exitCode == 0, program.Output);
        Assert.Equal(EventKind.ServerShutdown, viewer.Frames[^1].Kind);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, viewer.CloseStatus);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, control.CloseStatus);
    }
}
