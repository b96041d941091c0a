using Canopy.Hosting.Tests.Support;

namespace Canopy.Hosting.Tests.Startup;

public sealed class PlainOutputTests
{
    [Fact]
    public async Task Run_EverythingWell_SaysEachStateOnceAndThatItIsReady()
    {
        await using var host = HostProcess.Start();

        await host.UntilLineAsync("Sample is ready: ");

        Assert.Equal($"Sample is ready: {host.AddressOf("second").ToString().TrimEnd('/')}", host.Lines[^1]);
        Assert.Equal(host.Lines.Count, host.Lines.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(host.Lines, l => l.StartsWith("second  Waiting  for first", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ServiceWarns_OnlyTheWarningIsShown()
    {
        await using var host = HostProcess.Start();
        await host.UntilLineAsync("Sample is ready: ");
        using var client = new HttpClient();

        await client.PostAsync(new Uri(host.AddressOf("second"), "/warn"), null, TestApp.Deadline);

        await host.UntilLineAsync("The sample has something to say.");
        Assert.Contains(host.Lines, l => l.StartsWith("second  | warn: ", StringComparison.Ordinal));
        Assert.DoesNotContain("Application started", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServiceCrashes_ReasonAndLastLinesAreShown()
    {
        await using var host = HostProcess.Start(args: "--with:crash=1");

        await host.UntilLineAsync("crasher  Exited");
        await host.UntilLineAsync("the whole log:");

        Assert.Contains(host.Lines, l => l == "crasher  Exited  exit code 7: the disk is on fire");
        Assert.Contains(host.Lines, l => l == "crasher  | all is well");
    }
}
