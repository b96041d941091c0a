namespace Canopy.Runs.Training;

/// <summary>How this process is called as an owner of runs.</summary>
/// <param name="Owner">Unique: machine, process id, a few letters of chance.</param>
/// <param name="Host">The machine.</param>
internal sealed record OwnerName(string Owner, string Host)
{
    public static OwnerName Next() => new(
        $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..6]}", Environment.MachineName);
}
