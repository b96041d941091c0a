using Canopy.Access;
using Canopy.Contracts;
using Canopy.Testing;
using Microsoft.Playwright;

namespace Canopy.EndToEnd.Tests.Browser;

/// <summary>Signing in and out in Chromium, and what becomes of the page when a sign-in ends.</summary>
public sealed class SignInTests
{
    private const string OtherKey = "Xa0R-iC6puG3fEo9dNs4K-bYhL7tJx5Wm2Qv8rZ1";

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task SignIn_WrongPasswordThenRight_OpensTheViewOfTheAddress(ColorScheme theme, int width)
    {
        await using var guarded = await GuardedSystem.StartAsync();
        var run = await guarded.CreateRunAsync(pace: 0);
        await using var browser = await guarded.OpenAsync($"/?run={run.Id}&panel=topology", theme: theme, width: width);
        await browser.WaitForAsync("sign-in");
        await Assertions.Expect(browser.Part("sign-in-name")).ToBeFocusedAsync();
        await Assertions.Expect(browser.Page.Locator(".top-bar")).ToHaveCountAsync(0);
        await browser.ScreenshotAsync($"sign-in-{theme.ToString().ToLowerInvariant()}-{width}");

        await browser.SignInAsync(GuardedSystem.Operator, "fast-red-heron");
        await browser.WaitForTextAsync("sign-in-failure", "The name or the password is wrong.");
        await Assertions.Expect(browser.Part("sign-in-password")).ToBeFocusedAsync();
        await browser.ScreenshotAsync($"sign-in-wrong-{theme.ToString().ToLowerInvariant()}-{width}");
        await browser.Page.Keyboard.TypeAsync(GuardedSystem.OperatorPassword);
        await browser.Page.Keyboard.PressAsync("Enter");

        await browser.WaitForTextAsync("run-title", "spirals");
        await browser.WaitForTextAsync("status", "completed");
        Assert.Contains($"run={run.Id}&panel=topology", browser.Page.Url, StringComparison.Ordinal);
        browser.AssertNoErrors(SigningIn.IsRefusalOrOutage);
    }

    [Fact]
    public async Task SignIn_AnyWay_LeavesNoTokenWithinReachOfScripts()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        await using var browser = await guarded.OpenAsync();
        await browser.SignInByTokenAsync(TestTokens.Make(AccessRole.Operator));
        await browser.WaitForAsync("welcome");

        // Every token starts like this: {"alg" in base64.
        var kept = await browser.Page.EvaluateAsync<string>("() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])");
        Assert.DoesNotContain("eyJ", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", await browser.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Said, text => text.Contains("eyJ", StringComparison.Ordinal));
        var cookie = Assert.Single(await browser.Page.Context.CookiesAsync());
        Assert.True(cookie is { HttpOnly: true, SameSite: SameSiteAttribute.Strict });
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task SignIn_InProductionByAForwardedPort_LastsWithoutTls()
    {
        await using var guarded = await GuardedSystem.StartAsync(("ASPNETCORE_ENVIRONMENT", "Production"));
        // As `kubectl port-forward` has it: browsers trust this name, whatever carries it.
        await using var browser = await BrowserPage.OpenAsync(new Uri($"http://localhost:{guarded.System.Web.Port}/"));
        await browser.SignInAsync(GuardedSystem.Operator, GuardedSystem.OperatorPassword);
        await browser.WaitForAsync("welcome");

        var cookie = Assert.Single(await browser.Page.Context.CookiesAsync());
        await browser.Page.ReloadAsync();
        await browser.WaitForAsync("welcome");
        await browser.Part("watch-two-spirals").ClickAsync();
        await browser.WaitForNumberAsync("epoch", epoch => epoch > 0, "counts");

        Assert.True(cookie is { Name: "__Host-canopy", Secure: true, HttpOnly: true });
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task SignIn_TooManyTries_SaysHowLongToWait()
    {
        await using var guarded = await GuardedSystem.StartAsync(("SIGN_IN_ATTEMPTS_PER_MINUTE", "1"));
        await using var browser = await guarded.OpenAsync();
        await browser.SignInAsync(GuardedSystem.Operator, "fast-red-heron");
        await browser.WaitForTextAsync("sign-in-failure", "wrong");

        await browser.SignInAsync(GuardedSystem.Operator, GuardedSystem.OperatorPassword);

        await browser.WaitForTextAsync("sign-in-failure", "Too many tries. Again in");
        await Assertions.Expect(browser.Part("sign-in-send")).ToBeDisabledAsync();
        await browser.ScreenshotAsync("sign-in-wait");
        browser.AssertNoErrors(SigningIn.IsRefusalOrOutage);
    }

    [Fact]
    public async Task SignIn_ServerAway_SaysSoAndWorksWhenItIsBack()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        await using var browser = await guarded.OpenAsync();
        await browser.WaitForAsync("sign-in");
        await guarded.System.Program("web").KillAsync();

        await browser.SignInAsync(GuardedSystem.Operator, GuardedSystem.OperatorPassword);
        await browser.WaitForTextAsync("sign-in-failure", "The server cannot be reached.");
        await guarded.StartWebAsync(TestTokens.Key);
        await browser.Part("sign-in-send").ClickAsync();

        await browser.WaitForAsync("welcome");
        browser.AssertNoErrors(SigningIn.IsRefusalOrOutage);
    }

    [Fact]
    public async Task SignOut_ShowsTheSignInAndNothingElse_AndTheRunAgainAfterIt()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        var run = await guarded.CreateRunAsync(pace: 0);
        await using var browser = await guarded.OpenAsync($"/?run={run.Id}");
        await browser.SignInAsync(GuardedSystem.Viewer, GuardedSystem.ViewerPassword);
        await browser.WaitForTextAsync("status", "completed");

        await browser.Part("account").ClickAsync();
        await Assertions.Expect(browser.Part("account-name")).ToHaveTextAsync(GuardedSystem.Viewer);
        await Assertions.Expect(browser.Part("account-role")).ToContainTextAsync("Viewer");
        await browser.Part("sign-out").ClickAsync();

        await browser.WaitForAsync("sign-in");
        await Assertions.Expect(browser.Page.Locator(".top-bar, .run-page")).ToHaveCountAsync(0);
        Assert.Empty(await browser.Page.Context.CookiesAsync());
        // Nothing is left in a cache to go back to.
        await browser.Page.ReloadAsync();
        await browser.SignInAsync(GuardedSystem.Operator, GuardedSystem.OperatorPassword);
        await browser.WaitForTextAsync("run-title", "spirals");
        browser.AssertNoErrors(SigningIn.IsRefusalOrOutage);
    }

    [Fact]
    public async Task Session_RefusedWhileARunIsFollowed_AsksOverThePageAndGoesOnWhereItWas()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        var run = await guarded.CreateRunAsync(pace: 100);
        await using var browser = await guarded.OpenAsync($"/?run={run.Id}");
        await browser.SignInAsync(GuardedSystem.Viewer, GuardedSystem.ViewerPassword);
        await browser.WaitForNumberAsync("hidden-units", units => units >= 1, "is at least 1");
        var seen = await browser.NumberAsync("epoch");

        // With another key, nobody is who he was: every request and every handshake is refused.
        await guarded.System.Program("web").KillAsync();
        await guarded.StartWebAsync(OtherKey);

        await browser.WaitForAsync("sign-in-again");
        await browser.WaitForTextAsync("connection", "signed out");
        Assert.True(await browser.NumberAsync("epoch") >= seen, "what was shown is shown");
        await browser.Page.Keyboard.PressAsync("Escape");
        await browser.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(browser.Part("sign-in-name")).ToHaveValueAsync(GuardedSystem.Viewer);
        await browser.ScreenshotAsync("sign-in-again");
        await browser.Part("sign-in-password").FillAsync(GuardedSystem.ViewerPassword);
        await browser.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(browser.Part("sign-in-again")).ToHaveCountAsync(0);
        await browser.WaitForTextAsync("connection", "live");
        guarded.System.Authorization = new("Bearer", TestTokens.Make(AccessRole.Viewer, key: OtherKey));
        var finished = await guarded.System.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
        await browser.WaitForTextAsync("status", "completed");
        await browser.WaitForNumberAsync("epoch", epoch => epoch == finished.Epoch, $"is {finished.Epoch}");
        await Assertions.Expect(browser.Part("topology")).ToHaveAttributeAsync("data-units", string.Join(',', Enumerable.Range(1, finished.HiddenUnits)));
        browser.AssertNoErrors(SigningIn.IsRefusalOrOutage);
    }

    [Fact]
    public async Task Session_TokenThatCannotLast_AsksAgainAtItsEndAndLosesNothing()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        var run = await guarded.CreateRunAsync(pace: 300);
        // Whether it ends before the page has drawn anything or after: the page asks, and the whole run is there in the end.
        var token = TestTokens.Make(AccessRole.Viewer, life: TimeSpan.FromSeconds(15));
        await using var browser = await guarded.OpenAsync($"/?run={run.Id}", token);

        await browser.SignInAsync(GuardedSystem.Operator, GuardedSystem.OperatorPassword);

        var finished = await guarded.System.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
        await browser.WaitForTextAsync("status", "completed");
        await browser.WaitForNumberAsync("epoch", epoch => epoch == finished.Epoch, $"is {finished.Epoch}");
        await Assertions.Expect(browser.Part("topology")).ToHaveAttributeAsync("data-units", string.Join(',', Enumerable.Range(1, finished.HiddenUnits)));
        browser.AssertNoErrors(SigningIn.IsRefusalOrOutage);
    }

    [Fact]
    public async Task Session_HalfAnHourLater_IsRenewed()
    {
        await using var guarded = await GuardedSystem.StartAsync();
        await using var browser = await guarded.OpenAsync();
        await browser.Page.Clock.InstallAsync();
        await browser.Page.ReloadAsync();
        await browser.SignInAsync(GuardedSystem.Operator, GuardedSystem.OperatorPassword);
        await browser.WaitForAsync("welcome");

        var renewal = await browser.Page.RunAndWaitForResponseAsync(
            () => browser.Page.Clock.FastForwardAsync("31:00"),
            response => response.Url.EndsWith("/v1/session/renew", StringComparison.Ordinal));

        Assert.Equal(200, renewal.Status);
        Assert.Contains("canopy=", await renewal.HeaderValueAsync("set-cookie"), StringComparison.Ordinal);
        await Assertions.Expect(browser.Part("sign-in")).ToHaveCountAsync(0);
        browser.AssertNoErrors();
    }
}
