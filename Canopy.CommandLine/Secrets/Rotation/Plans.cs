namespace Canopy.CommandLine.Secrets.Rotation;

/// <summary>The steps of each kind of rotation. A plan's name is in the journal, so that another run finds its steps again.</summary>
internal static class Plans
{
    /// <summary>One value at a time.</summary>
    public const string Replace = "replace";

    /// <summary>The same, and a value before is accepted no longer.</summary>
    public const string ReplaceAtOnce = "replace-at-once";

    /// <summary>A signing key: two are accepted, and the old one stays so for a token's life.</summary>
    public const string SigningKey = "signing-key";

    /// <summary>The end of that.</summary>
    public const string RetireSigningKey = "retire-signing-key";

    /// <summary>The cache's password: the cache accepts two.</summary>
    public const string CachePassword = "cache-password";

    public static bool IsRetirement(string plan) => plan == RetireSigningKey;

    /// <summary>The steps, in order; null for a name that is none.</summary>
    public static IReadOnlyList<RotationStep>? Steps(string plan) => plan switch
    {
        Replace => [new BackUpStep(), new ReplaceStep(endsPrevious: false)],
        ReplaceAtOnce => [new BackUpStep(), new ReplaceStep(endsPrevious: true)],
        SigningKey => [new BackUpStep(), new AcceptSigningKeyStep(), new SwitchSigningKeyStep()],
        RetireSigningKey => [new BackUpStep(), new RetireSigningKeyStep()],
        CachePassword => [new BackUpStep(), new AcceptPasswordStep(), new SwitchPasswordStep(), new RetirePasswordStep()],
        _ => null,
    };
}
