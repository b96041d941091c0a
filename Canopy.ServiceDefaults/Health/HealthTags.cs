namespace Canopy.ServiceDefaults.Health;

/// <summary>Which probe asks a check.</summary>
public static class HealthTags
{
    /// <summary>/healthz, /alive: a failure restarts the program.</summary>
    public const string Live = "live";

    /// <summary>/readyz, /ready: a failure keeps requests away.</summary>
    public const string Ready = "ready";
}
