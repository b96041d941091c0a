using Canopy.Access;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Access;

/// <summary>Redis, a backend and web as in production: with a key, and with nobody let in without a token.</summary>
public sealed class ProtectedSystem : IAsyncLifetime
{
    private CanopySystem? _system;

    internal CanopySystem System => _system!;

    internal Uri Web => System.Address("web");

    internal Uri Backend => System.Address("backend");

    internal ApiClient Nobody => new(token: null);

    internal ApiClient Viewer => new(TestTokens.Make(AccessRole.Viewer));

    internal ApiClient Operator => new(TestTokens.Make(AccessRole.Operator));

    public async ValueTask InitializeAsync()
    {
        _system = await CanopySystem.StartRedisAsync();
        await _system.StartBackendAsync("backend", Production());
        await _system.StartWebAsync("web", Production());
    }

    public ValueTask DisposeAsync() => _system?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Settings of both programs.</summary>
    internal static (string, string?)[] Production(string key = TestTokens.Key, string? previousKey = null, params (string, string?)[] more) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("JWT_SECRET_KEY", key),
        ("JWT_SECRET_KEY_PREVIOUS", previousKey),
        .. more,
    ];
}
