namespace Canopy.Access.Tokens;

/// <summary>What a token says.</summary>
/// <param name="Name">Who (claim <c>sub</c>).</param>
/// <param name="Role">What he may do (claim <c>role</c>).</param>
/// <param name="ExpiresAt">Until when (claim <c>exp</c>, whole seconds).</param>
public sealed record AccessToken(string Name, AccessRole Role, DateTimeOffset ExpiresAt)
{
    /// <summary>Life of a token that a sign-in gives.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>
    /// The state of the account that signed in (claim <c>acc</c>, <see cref="Accounts.Account.Stamp"/>): the token is renewed for as long
    /// as the account has it. Null where there is no account.
    /// </summary>
    public string? AccountStamp { get; init; }

    /// <summary>The end of what a token without an account was exchanged for (claim <c>until</c>): no renewal goes beyond it.</summary>
    public DateTimeOffset? Until { get; init; }
}
