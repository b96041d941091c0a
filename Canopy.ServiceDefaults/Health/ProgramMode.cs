namespace Canopy.ServiceDefaults.Health;

/// <summary>Where training happens, as /readyz says it.</summary>
public sealed record ProgramMode(string Name)
{
    /// <summary>In this process, without Redis.</summary>
    public static readonly ProgramMode Demo = new("demo");

    /// <summary>In a backend (this program or another).</summary>
    public static readonly ProgramMode CascorBackend = new("cascor_backend");

    /// <summary>Nowhere: neither a backend nor demo mode is configured.</summary>
    public static readonly ProgramMode NoBackend = new("no_backend");
}
