using Canopy.Access;
using Canopy.Access.Accounts;
using Canopy.Access.Tokens;
using Canopy.Contracts;
using Canopy.ServiceDefaults.Security;

namespace Canopy.Web.Session;

/// <summary>Gives out tokens. Nothing is kept: any replica renews what any other has given.</summary>
internal sealed class Sessions(ProgramAccess access, TimeProvider time, ILogger<Sessions> logger) : IDisposable
{
    /// <summary>Checking a password takes a core for some tenths of a second: those who guess shall not take all of them.</summary>
    private readonly SemaphoreSlim _checking = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Whether there is anything to sign in to.</summary>
    public bool Exist => access.IsRequired;

    /// <summary>A token for name and password; null when they are wrong.</summary>
    public async Task<SignedIn?> SignInAsync(string name, string password, CancellationToken cancellationToken)
    {
        await _checking.WaitAsync(cancellationToken);
        Account? account;
        try
        {
            account = await Task.Run(() => access.Accounts.Check(name, password), CancellationToken.None);
        }
        finally
        {
            _checking.Release();
        }

        if (account is null)
        {
            Log.SignInRefused(logger);
            return null;
        }

        Log.SignedIn(logger, account.Name, account.Role);
        return Issue(account);
    }

    /// <summary>A session in place of a token, and no longer than that; null when the token is not valid.</summary>
    public async Task<SignedIn?> SignInAsync(string text)
    {
        if (await access.Reader!.ReadAsync(text.Trim()) is not { } token)
        {
            Log.SignInRefused(logger);
            return null;
        }

        Log.SignedIn(logger, token.Name, token.Role);
        return Renew(token);
    }

    /// <summary>
    /// A fresh token: of an account for as long as its entry is the one that signed in; without one until the end of the token that
    /// was there first. Null when the account is no longer the same.
    /// </summary>
    public SignedIn? Renew(AccessToken token)
    {
        if (token.AccountStamp is { } stamp)
        {
            return access.Accounts.Find(token.Name) is { } account && account.Stamp == stamp ? Issue(account) : null;
        }

        var until = token.Until ?? token.ExpiresAt;
        return Issue(token with { ExpiresAt = Earlier(End, until), Until = until });
    }

    /// <summary>For how long a cookie is worth keeping.</summary>
    public TimeSpan LifeOf(SignedIn signedIn) => signedIn.ExpiresAt - time.GetUtcNow();

    public void Dispose() => _checking.Dispose();

    /// <summary>Of a token that is made now. Tokens have whole seconds.</summary>
    private DateTimeOffset End => DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + AccessToken.Life).ToUnixTimeSeconds());

    private SignedIn Issue(Account account) => Issue(new AccessToken(account.Name, account.Role, End) { AccountStamp = account.Stamp });

    private SignedIn Issue(AccessToken token)
        => new(token.Name, AccessRoles.NameOf(token.Role), token.ExpiresAt, access.Signer!.Sign(token));

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
