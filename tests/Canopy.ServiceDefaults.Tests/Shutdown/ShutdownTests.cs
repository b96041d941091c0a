using System.Net;
using System.Net.Sockets;
using Canopy.Access;
using Canopy.Testing;

namespace Canopy.ServiceDefaults.Tests.Shutdown;

public class ShutdownTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Terminate_Idle_EndsSoonWithCode0()
    {
        using var program = await TestProgram.StartAsync();
        var from = TimeProvider.System.GetTimestamp();

        Assert.Equal(0, await program.Process.TerminateAsync(Budget));

        Assert.InRange(TimeProvider.System.GetElapsedTime(from).TotalSeconds, 0, 12);
        Assert.Contains("Stopping because of SIGTERM", program.Process.Output);
    }

    [Fact]
    public async Task Terminate_DuringTheNotice_IsNotReadyButAnswers()
    {
        using var program = await TestProgram.StartAsync(new() { ["SHUTDOWN_NOTICE_SECONDS"] = "10" });
        Assert.Equal(200, await program.StatusAsync("/readyz"));

        await program.Process.SignalAsync();

        await Until.TrueAsync(async () => await program.StatusAsync("/readyz") == 503, "readiness fails", TimeSpan.FromSeconds(9));
        Assert.Equal(200, await program.StatusAsync("/healthz"));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = TestTokens.Header(AccessRole.Viewer);
        using var answer = await http.GetAsync(new Uri(program.Address, "/hello/you"));
        Assert.Equal("hello you", await answer.Content.ReadAsStringAsync());
        // A proxy must not keep the connection for later.
        Assert.True(answer.Headers.ConnectionClose);
        // Asked again, it does not wait any longer.
        Assert.Equal(0, await program.Process.TerminateAsync(TimeSpan.FromSeconds(8)));
    }

    [Fact]
    public async Task Terminate_RequestUnderWay_IsFinished()
    {
        using var program = await TestProgram.StartAsync(new() { ["SHUTDOWN_NOTICE_SECONDS"] = "0" });
        var slow = program.GetAsync("/slow?seconds=2");
        await program.UntilSaysAsync("slow has begun");

        var code = await program.Process.TerminateAsync(Budget);

        Assert.Equal("done", await slow);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Terminate_RequestWithoutEnd_EndsInTimeWithCode0()
    {
        using var program = await TestProgram.StartAsync(new() { ["SHUTDOWN_NOTICE_SECONDS"] = "10" });
        var endless = program.GetAsync("/slow?seconds=100");
        await program.UntilSaysAsync("slow has begun");
        // Of the 15 s it leaves 5 to stopping, on a busy machine more; asked twice, it does not wait for the notice.
        await program.Process.SignalAsync();

        Assert.Equal(0, await program.Process.TerminateAsync(TimeSpan.FromSeconds(14)));

        await Assert.ThrowsAnyAsync<Exception>(() => endless);
    }

    [Fact]
    public async Task Terminate_TelemetryReceiverNeverAnswers_EndsSoonWithCode0()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var program = await TestProgram.StartAsync(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://{silent.LocalEndpoint}" });
        await program.GetAsync("/hello/you");
        var from = TimeProvider.System.GetTimestamp();

        Assert.Equal(0, await program.Process.TerminateAsync(Budget));

        Assert.InRange(TimeProvider.System.GetElapsedTime(from).TotalSeconds, 0, 12);
    }

    [Fact]
    public async Task Terminate_RedisIsAway_EndsSoonWithCode0()
    {
        using var program = await TestProgram.StartAsync(new() { ["ConnectionStrings__cache"] = $"127.0.0.1:{FreePort.Next()}" });

        Assert.Equal(0, await program.Process.TerminateAsync(TimeSpan.FromSeconds(14)));
    }

    [Fact]
    public async Task Terminate_FeatureHangs_EndsAllTheSameAndSaysSo()
    {
        using var program = await TestProgram.StartAsync(new() { ["SHUTDOWN_NOTICE_SECONDS"] = "10" }, "--hang-at-stop");
        await program.Process.SignalAsync();

        Assert.Equal(1, await program.Process.TerminateAsync(TimeSpan.FromSeconds(14)));

        Assert.Contains("did not stop in time", program.Process.Output);
    }

    [Fact]
    public async Task StandardInput_Closed_EndsTheProgram()
    {
        using var program = await TestProgram.StartAsync();

        program.Process.CloseInput();

        Assert.Equal(0, await program.Process.WaitForExitAsync());
    }
}
