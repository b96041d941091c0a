using System.Security.Cryptography;
using System.Text;

namespace Canopy.Access.Accounts;

/// <summary>Somebody who may sign in: one entry <c>name:role:HASH</c> of CANOPY_ACCOUNTS.</summary>
public sealed record Account(string Name, AccessRole Role, PasswordHash Password)
{
    /// <summary>What <see cref="Parse"/> takes, for messages.</summary>
    public const string Accepted = "entries NAME:ROLE:HASH, separated by semicolons or line breaks, as printed by: canopy account NAME --role ROLE";

    /// <summary>Changes with the password and the role: a token with another stamp is not renewed.</summary>
    public string Stamp { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}:{Role}:{Password}")))[..16];

    /// <summary>Reads an entry.</summary>
    /// <returns>The account, or what is wrong with the entry; no part of the hash is in there.</returns>
    public static (Account? Account, string? Mistake) Parse(string entry)
    {
        var parts = entry.Split(':');
        if (parts.Length != 3)
        {
            return (null, "is not of the form NAME:ROLE:HASH");
        }

        if (!AccessName.IsPossible(parts[0]))
        {
            return (null, $"has no possible name; accepted: {AccessName.Accepted}");
        }

        if (AccessRoles.Find(parts[1]) is not { } role)
        {
            return (null, $"has no known role; accepted: {string.Join(", ", AccessRoles.Names)}");
        }

        return PasswordHash.Parse(parts[2]) is { } password
            ? (new Account(parts[0], role, password), null)
            : (null, $"has no possible hash; accepted: {PasswordHash.Accepted}");
    }

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public string ToEntry() => $"{Name}:{AccessRoles.NameOf(Role)}:{Password}";

    /// <summary>Without the hash: this may come into a log.</summary>
    public override string ToString() => $"{Name} ({AccessRoles.NameOf(Role)})";
}
