namespace Canopy.ServiceDefaults.Shutdown;

/// <summary>
/// Says that the program will stop soon. Begins before <c>ApplicationStopping</c>: readiness fails at once, requests still come
/// for a moment, features refuse new work (503 with Retry-After, close code 1001) and finish what they have.
/// </summary>
public interface IDrain
{
    bool IsDraining { get; }

    /// <summary>Cancelled when draining begins.</summary>
    CancellationToken Draining { get; }
}
