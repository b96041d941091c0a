using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Testing;
using Microsoft.Playwright;

namespace Canopy.EndToEnd.Tests.Browser;

/// <summary>What a person sees: the page in Chromium, over a real backend and a real Redis.</summary>
public sealed class DashboardTests
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Page_TwoSpiralsStarted_ShowsTheNetworkGrowing(ColorScheme theme)
    {
        await using var system = await CanopySystem.StartAsync();
        await using var browser = await BrowserPage.OpenAsync(system.Web, theme);
        var name = theme.ToString().ToLowerInvariant();
        await Assertions.Expect(browser.Part("watch-two-spirals")).ToBeVisibleAsync();
        await browser.ScreenshotAsync($"empty-{name}");

        await browser.Part("watch-two-spirals").ClickAsync();
        await browser.WaitForTextAsync("connection", "live");
        await browser.WaitForNumberAsync("epoch", epoch => epoch > 0, "counts");
        await browser.WaitForNumberAsync("loss", loss => loss > 0, "is shown");
        var firstLoss = await browser.NumberAsync("loss");
        var firstBoundary = await Revision(browser);

        await browser.WaitForNumberAsync("hidden-units", units => units >= 3, "is at least 3");
        await browser.ScreenshotAsync($"growing-{name}");
        Assert.NotEqual(firstBoundary, await Revision(browser));
        Assert.True(await browser.NumberAsync("loss") < firstLoss, "the loss fell");

        // As fast as possible: two spirals are solved in milliseconds.
        await browser.Part("pace-max").ClickAsync();
        await browser.WaitForTextAsync("status", "completed");
        await browser.WaitForNumberAsync("accuracy", accuracy => accuracy >= 100, "is 100 %");
        await browser.ScreenshotAsync($"completed-{name}");
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task Page_EveryInstalledUnit_IsShownInOrderAtAnySpeed()
    {
        await using var system = await CanopySystem.StartAsync();
        var run = await system.CreateRunAsync(TwoSpirals(pace: 0));
        var finished = await system.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");

        await using var browser = await BrowserPage.OpenAsync(new Uri(system.Web, $"/?run={run.Id}"));

        await browser.WaitForNumberAsync("hidden-units", units => units == finished.HiddenUnits, $"is {finished.HiddenUnits}");
        await Assertions.Expect(browser.Part("topology")).ToHaveAttributeAsync("data-units", string.Join(',', Enumerable.Range(1, finished.HiddenUnits)));
        await browser.WaitForNumberAsync("epoch", epoch => epoch == finished.Epoch, $"is {finished.Epoch}");
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task Page_WebServerRestarted_CatchesUp()
    {
        await using var system = await CanopySystem.StartAsync();
        var run = await system.CreateRunAsync(TwoSpirals(pace: 300));
        await using var browser = await BrowserPage.OpenAsync(new Uri(system.Web, $"/?run={run.Id}"));
        await browser.WaitForNumberAsync("hidden-units", units => units >= 2, "is at least 2");

        await system.Program("web").KillAsync();
        await browser.WaitForTextAsync("connection", "reconnecting");
        await browser.ScreenshotAsync("reconnecting");
        await system.StartWebAsync("web");

        await browser.WaitForTextAsync("status", "completed");
        var finished = (await system.FindRunAsync(run.Id))!;
        await browser.WaitForNumberAsync("epoch", epoch => epoch == finished.Epoch, $"is {finished.Epoch}");
        await browser.WaitForNumberAsync("hidden-units", units => units == finished.HiddenUnits, $"is {finished.HiddenUnits}");
        browser.AssertNoErrors(IsOutage);
    }

    [Fact]
    public async Task Page_BackendKilledAndRestarted_CarriesOn()
    {
        await using var system = await CanopySystem.StartAsync();
        var run = await system.CreateRunAsync(TwoSpirals(pace: 300));
        await using var browser = await BrowserPage.OpenAsync(new Uri(system.Web, $"/?run={run.Id}"));
        await browser.WaitForNumberAsync("hidden-units", units => units >= 2, "is at least 2");

        await system.KillAndRestartAsync("backend");

        await browser.WaitForTextAsync("status", "completed");
        Assert.Equal(Undisturbed(), (await system.FindRunAsync(run.Id))!.NetworkHash);
        browser.AssertNoErrors(IsOutage);
    }

    [Fact]
    public async Task NewRun_ValueOutOfRange_IsRefusedAtTheField()
    {
        await using var system = await CanopySystem.StartAsync();
        await using var browser = await BrowserPage.OpenAsync(system.Web);
        await browser.Part("new-run").First.ClickAsync();
        await browser.Part("field-options.pool_size").Locator("input").FillAsync("0");
        await browser.Part("create-run").ClickAsync();

        await Assertions.Expect(browser.Part("error-options.pool_size")).ToContainTextAsync("1");
        await browser.ScreenshotAsync("refused");
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task Page_UnknownRun_SaysSoAndOffersAWayOut()
    {
        await using var system = await CanopySystem.StartAsync();
        await using var browser = await BrowserPage.OpenAsync(new Uri(system.Web, "/?run=no-such-run"));

        await Assertions.Expect(browser.Part("unknown-run")).ToContainTextAsync("no-such-run");
        await browser.ScreenshotAsync("unknown-run");
        browser.AssertNoErrors(e => e.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Controls_PauseStepResume_ChangeTheRun()
    {
        await using var system = await CanopySystem.StartAsync();
        var run = await system.CreateRunAsync(TwoSpirals(pace: 50));
        await using var browser = await BrowserPage.OpenAsync(new Uri(system.Web, $"/?run={run.Id}"));
        await browser.WaitForNumberAsync("epoch", epoch => epoch >= 5, "is at least 5");

        await browser.Part("pause").ClickAsync();
        await browser.WaitForTextAsync("status", "paused");
        var paused = (await system.FindRunAsync(run.Id))!;
        await browser.WaitForNumberAsync("epoch", epoch => epoch == paused.Epoch, $"is {paused.Epoch}");
        await browser.Part("step-epoch").ClickAsync();
        await browser.WaitForNumberAsync("epoch", epoch => epoch == paused.Epoch + 1, $"is {paused.Epoch + 1}");
        await browser.WaitForTextAsync("status", "paused");
        await browser.Part("resume").ClickAsync();
        await browser.WaitForNumberAsync("epoch", epoch => epoch > paused.Epoch + 3, "goes on");
        browser.AssertNoErrors();
    }

    private static CreateRun TwoSpirals(double pace) => new()
    {
        Name = "spirals",
        Dataset = new DatasetSpec { Generator = "two-spirals" },
        Seed = 7,
        Pace = pace,
    };

    private static string Undisturbed()
    {
        var trainer = new Trainer(Generators.Generate("two-spirals"), TrainingPresets.TwoSpirals, seed: 7);
        while (trainer.TrainEpoch())
        {
        }

        return trainer.Network.ComputeHash();
    }

    private static Task<string?> Revision(BrowserPage browser) => browser.Part("boundary").First.GetAttributeAsync("data-revision");

    /// <summary>While a server is away, the browser itself reports requests and sockets that fail.</summary>
    private static bool IsOutage(string error)
        => error.Contains("WebSocket", StringComparison.Ordinal) || error.Contains("ERR_CONNECTION", StringComparison.Ordinal)
            || error.Contains("503", StringComparison.Ordinal) || error.Contains("Failed to load resource", StringComparison.Ordinal);
}
