using Canopy.Access;
using Canopy.Testing;
using Microsoft.Playwright;

namespace Canopy.EndToEnd.Tests.Browser;

/// <summary>The page offers nothing that would be refused, and says why in one place.</summary>
public sealed class RoleTests
{
    private const string Controls =
        "[data-testid=start], [data-testid=pause], [data-testid=resume], [data-testid=stop], [data-testid=reset], [data-testid=pace], "
        + "[data-testid=step-epoch], [data-testid=step-phase], [data-testid=new-run], [data-testid=watch-two-spirals], [data-testid=delete]";

    [Fact]
    public async Task Viewer_OfARun_SeesItAndNoControl()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        var run = await guarded.CreateRunAsync(pace: 60);
        await using var browser = await guarded.OpenAsync($"/?run={run.Id}", TestTokens.Make(AccessRole.Viewer));
        var sockets = new List<string>();
        browser.Page.WebSocket += (_, socket) => sockets.Add(socket.Url);
        await AssertLooksOnlyAsync(guarded, browser, run.Id, "You may look, not change.");
        await browser.ScreenshotAsync("viewer");

        await browser.Page.ReloadAsync();
        await browser.WaitForTextAsync("connection", "live");
        Assert.All(sockets, url => Assert.Contains("/ws/training", url, StringComparison.Ordinal));
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task ReadOnlyInstallation_OffersNoControlToAnOperator()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        var run = await guarded.CreateRunAsync(pace: 60);
        await guarded.StartWebAsync(TestTokens.Key, ("CANOPY_READ_ONLY", "true"));
        await using var browser = await guarded.OpenAsync($"/?run={run.Id}");
        await browser.SignInAsync(GuardedSystem.Operator, GuardedSystem.OperatorPassword);

        await AssertLooksOnlyAsync(guarded, browser, run.Id, "This installation is read-only.");
        await browser.ScreenshotAsync("read-only");
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task Viewer_WhoBecomesOperator_IsOfferedTheControls()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        var run = await guarded.CreateRunAsync(pace: 60);
        await using var browser = await guarded.OpenAsync($"/?run={run.Id}", TestTokens.Make(AccessRole.Viewer));
        await browser.WaitForAsync("look-only");
        await browser.Part("account").ClickAsync();
        await browser.Part("sign-out").ClickAsync();

        await browser.SignInAsync(GuardedSystem.Operator, GuardedSystem.OperatorPassword);

        await browser.WaitForAsync("pause");
        await Assertions.Expect(browser.Part("look-only")).ToHaveCountAsync(0);
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task Operator_StartsAndPausesARun()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        await using var browser = await guarded.OpenAsync();
        await browser.SignInAsync(GuardedSystem.Operator, GuardedSystem.OperatorPassword);
        await browser.Part("watch-two-spirals").ClickAsync();
        await browser.WaitForNumberAsync("epoch", epoch => epoch > 0, "counts");

        await browser.Page.Keyboard.PressAsync("Space");
        await browser.WaitForTextAsync("status", "paused");
        await browser.Part("resume").ClickAsync();
        await browser.WaitForTextAsync("status", "running");
        browser.AssertNoErrors();
    }

    private static async Task AssertLooksOnlyAsync(GuardedSystem guarded, BrowserPage browser, string id, string reason)
    {
        await browser.WaitForTextAsync("connection", "live");
        await browser.WaitForNumberAsync("epoch", epoch => epoch > 0, "counts");
        await Assertions.Expect(browser.Part("look-only")).ToHaveAttributeAsync("aria-label", reason);
        await Assertions.Expect(browser.Page.Locator(Controls)).ToHaveCountAsync(0);
        var requests = new List<string>();
        browser.Page.Request += (_, request) => requests.Add(request.Method);

        // Pause, step, stop, reset, full speed, new run: the keys do nothing.
        foreach (var key in new[] { "Space", "s", "S", "x", "R", "f", "n" })
        {
            await browser.Page.Keyboard.PressAsync(key);
        }

        await Assertions.Expect(browser.Page.Locator("dialog, [data-testid=toast]")).ToHaveCountAsync(0);
        await browser.Page.Keyboard.PressAsync("?");
        await browser.WaitForTextAsync("help-dialog", "Enlarge loss");
        await Assertions.Expect(browser.Part("help-dialog")).Not.ToContainTextAsync("pause");
        await browser.Page.Keyboard.PressAsync("Escape");
        await browser.Part("options").ClickAsync();
        await browser.WaitForTextAsync("options-dialog", "Two spirals");
        await browser.WaitForAsync("option-max_hidden_units");
        await Assertions.Expect(browser.Part("options-dialog").Locator("input, select, [data-testid=apply-options]")).ToHaveCountAsync(0);
        await browser.Page.Keyboard.PressAsync("Escape");
        // A link does not open what there is no button for.
        await browser.Page.GotoAsync(new Uri(guarded.System.Web, "/?dialog=new").ToString());
        await browser.WaitForAsync("run-table");
        await Assertions.Expect(browser.Page.Locator($"dialog, {Controls}")).ToHaveCountAsync(0);
        Assert.All(requests, method => Assert.Equal("GET", method));
        await browser.Page.GotoAsync(new Uri(guarded.System.Web, $"/?run={id}").ToString());
        await browser.WaitForTextAsync("connection", "live");
    }
}
