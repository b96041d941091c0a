using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Canopy.Contracts;

/// <summary>Body of <c>POST /v1/session</c>: a name and its password, or a token.</summary>
public sealed record SignIn
{
    public string? Name { get; init; }
    public string? Password { get; init; }
    public string? Token { get; init; }
}

/// <summary>What a sign-in or a renewal gives; the token is in the cookie as well.</summary>
/// <param name="Name">Who signed in.</param>
/// <param name="Role">What its bearer may do.</param>
/// <param name="ExpiresAt">When the token ends, unless it is renewed.</param>
/// <param name="Token">For programs, which send it as a bearer token; the page has its cookie.</param>
public sealed record SignedIn(
    string Name, [property: AllowedValues("viewer", "operator", "admin")] string Role, DateTimeOffset ExpiresAt, string Token);

/// <summary>Answer of <c>GET /v1/session</c>, also to those who have not signed in.</summary>
public sealed record SessionStatus
{
    /// <summary>Whether anybody has to sign in here.</summary>
    public required bool Required { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Name { get; init; }

    /// <summary>Null before the sign-in.</summary>
    [AllowedValues("viewer", "operator", "admin", null)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Role { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Every change is refused, whoever asks.</summary>
    public required bool ReadOnly { get; init; }
}
