using System.Collections.Concurrent;
using Canopy.Testing;
using Microsoft.Playwright;

namespace Canopy.EndToEnd.Tests.Browser;

/// <summary>A page in a real Chromium; whatever its console reports as an error fails the test.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _said = new();

    // Playwright's own five seconds are a guess at the machine's speed.
    static BrowserPage() => Assertions.SetDefaultExpectTimeout((float)Until.Limit.TotalMilliseconds);

    private BrowserPage(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser, Page) = (playwright, browser, page);
        page.Console += (_, message) =>
        {
            _said.Enqueue(message.Text);
            if (message.Type == "error")
            {
                _errors.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
    }

    public IPage Page { get; }

    public static async Task<BrowserPage> OpenAsync(
        Uri address, ColorScheme theme = ColorScheme.Light, int width = 1440, int height = 900, BrowserSurroundings? surroundings = null)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CANOPY_CHROMIUM") ?? "/usr/bin/chromium",
            Headless = true,
            // Nothing of the browser's own may look for a network that is not there.
            Args = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
                .. surroundings?.Arguments ?? []],
        });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = theme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            IgnoreHTTPSErrors = surroundings is not null,
        });
        if (surroundings is not null)
        {
            await page.Context.AddCookiesAsync(surroundings.Cookies);
        }

        var opened = new BrowserPage(playwright, browser, page);
        await page.GotoAsync(address.ToString());
        return opened;
    }

    /// <summary>Everything that the console has said so far.</summary>
    public IReadOnlyCollection<string> Said => _said;

    public ILocator Part(string testId) => Page.GetByTestId(testId);

    /// <summary>The part's text as a number; NaN while it shows none.</summary>
    public async Task<double> NumberAsync(string testId)
    {
        var text = (await Part(testId).First.InnerTextAsync()).Split('/')[0];
        var digits = new string([.. text.Where(c => char.IsAsciiDigit(c) || c is '.' or '-' or 'e')]);
        return double.TryParse(digits, out var number) ? number : double.NaN;
    }

    public Task WaitForNumberAsync(string testId, Func<double, bool> condition, string what)
        => Until.TrueAsync(async () => condition(await NumberAsync(testId)), $"{testId} {what}");

    public Task WaitForAsync(string testId)
        => Assertions.Expect(Part(testId).First).ToBeVisibleAsync();

    public Task WaitForTextAsync(string testId, string text)
        => Assertions.Expect(Part(testId).First).ToContainTextAsync(text, new() { IgnoreCase = true });

    /// <summary>Keeps a picture among the test artefacts.</summary>
    public Task ScreenshotAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Programs.Artifacts, $"{name}.png") });

    /// <summary>Errors of the console so far, but for those that the test has caused by taking a server away.</summary>
    public void AssertNoErrors(Func<string, bool>? expected = null)
        => Assert.DoesNotContain(_errors, e => expected is null || !expected(e));

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>Where a browser finds a host, and which cookies it has from before; certificates are not checked there.</summary>
internal sealed record BrowserSurroundings(IReadOnlyList<string> Arguments, IReadOnlyList<Cookie> Cookies);
