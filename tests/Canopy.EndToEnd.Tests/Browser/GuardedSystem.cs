using Canopy.Access;
using Canopy.Contracts;
using Canopy.Testing;
using Microsoft.Playwright;

namespace Canopy.EndToEnd.Tests.Browser;

/// <summary>An installation where people have to sign in, and those who may.</summary>
internal sealed class GuardedSystem : IAsyncDisposable
{
    public const string Operator = "olga";
    public const string OperatorPassword = "slow-green-heron";
    public const string Viewer = "victor";
    public const string ViewerPassword = "quiet-blue-finch";

    private static readonly string Accounts = string.Join(
        ';',
        TestTokens.Account(Operator, AccessRole.Operator, OperatorPassword),
        TestTokens.Account(Viewer, AccessRole.Viewer, ViewerPassword));

    private GuardedSystem(CanopySystem system) => System = system;

    public CanopySystem System { get; }

    public static async Task<GuardedSystem> StartAsync(params (string Key, string? Value)[] settings)
    {
        var system = await CanopySystem.StartRedisAsync();
        system.Authorization = TestTokens.Header(AccessRole.Operator);
        await system.StartBackendAsync("backend", Keys(TestTokens.Key));
        var guarded = new GuardedSystem(system);
        await guarded.StartWebAsync(TestTokens.Key, settings);
        return guarded;
    }

    /// <summary>Starts web, or starts it again with another key: who has signed in before is nobody then.</summary>
    public Task StartWebAsync(string key, params (string Key, string? Value)[] settings)
        => System.StartWebAsync("web", [.. Keys(key), ("CANOPY_ACCOUNTS", Accounts), .. settings]);

    public Task<RunDescription> CreateRunAsync(double pace, bool start = true) => System.CreateRunAsync(new CreateRun
    {
        Name = "spirals",
        Dataset = new DatasetSpec { Generator = "two-spirals" },
        Seed = 7,
        Pace = pace,
        Start = start,
    });

    /// <summary>Opens a view of the page; as nobody without a token.</summary>
    public Task<BrowserPage> OpenAsync(string view = "/", string? token = null, ColorScheme theme = ColorScheme.Light, int width = 1440)
    {
        IReadOnlyList<Cookie> cookies = token is null ? [] : [new Cookie { Name = "canopy", Value = token, Url = System.Web.ToString(), HttpOnly = true }];
        return BrowserPage.OpenAsync(new Uri(System.Web, view), theme, width, surroundings: new BrowserSurroundings([], cookies));
    }

    public ValueTask DisposeAsync() => System.DisposeAsync();

    private static (string Key, string? Value)[] Keys(string key) => [("JWT_SECRET_KEY", key)];
}

/// <summary>What people do at the sign-in.</summary>
internal static class SigningIn
{
    public static async Task SignInAsync(this BrowserPage browser, string name, string password)
    {
        await browser.WaitForAsync("sign-in");
        await browser.Part("sign-in-name").FillAsync(name);
        await browser.Part("sign-in-password").FillAsync(password);
        await browser.Part("sign-in-send").ClickAsync();
    }

    public static async Task SignInByTokenAsync(this BrowserPage browser, string token)
    {
        await browser.WaitForAsync("sign-in");
        await browser.Part("sign-in-way").ClickAsync();
        await browser.Part("sign-in-token").FillAsync(token);
        await browser.Part("sign-in-send").ClickAsync();
    }

    /// <summary>The browser itself reports requests that are refused, and sockets and requests that find no server.</summary>
    public static bool IsRefusalOrOutage(string error)
        => error.Contains("Failed to load resource", StringComparison.Ordinal) || error.Contains("WebSocket", StringComparison.Ordinal);
}
