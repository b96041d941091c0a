namespace Canopy.Access;

/// <summary>What somebody may do; each role includes the ones before it.</summary>
public enum AccessRole
{
    /// <summary>Reads and watches.</summary>
    Viewer,

    /// <summary>Changes what there is to change: creates, commands and deletes runs.</summary>
    Operator,

    /// <summary>Everything.</summary>
    Admin,
}

/// <summary>Roles as tokens and accounts spell them.</summary>
public static class AccessRoles
{
    /// <summary>The accepted spellings, the weakest role first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["viewer", "operator", "admin"];

    public static string NameOf(AccessRole role) => Names[(int)role];

    /// <summary>The role of that name; null when there is none. The case counts.</summary>
    public static AccessRole? Find(string? name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
            {
                return (AccessRole)i;
            }
        }

        return null;
    }
}
