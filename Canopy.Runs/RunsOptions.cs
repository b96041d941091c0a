using System.ComponentModel.DataAnnotations;

namespace Canopy.Runs;

/// <summary>Settings of the run service, from the section <c>Runs</c>.</summary>
public sealed class RunsOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Runs";

    /// <summary>Cores for training; a run takes as many as it has threads, and the others wait. 0: as many as the machine has.</summary>
    [Range(0, 1024)]
    public int Cores { get; set; }

    /// <summary>After how long without a sign of life another backend takes a run over.</summary>
    [Range(0.2, 300)]
    public double LeaseSeconds { get; set; } = 5;

    /// <summary>How often, at least, a training run is checkpointed: what a crash makes it repeat.</summary>
    [Range(0.05, 3600)]
    public double CheckpointSeconds { get; set; } = 5;

    /// <summary>What one run may hold back while the store is slow or away, before its training waits.</summary>
    [Range(1, 4096)]
    public int BufferMegabytes { get; set; } = 64;

    /// <summary>Time limit of one call to the store.</summary>
    [Range(0.1, 60)]
    public double StoreSeconds { get; set; } = 3;

    /// <summary>How long an HTTP command waits for the run's owner before it is answered as accepted but not applied.</summary>
    [Range(0, 60)]
    public double CommandSeconds { get; set; } = 4;

    /// <summary>Epochs per second of a small problem whose pace is not given: a speed that an eye can follow. 0: as fast as possible.</summary>
    [Range(0, 1_000_000)]
    public double DefaultPace { get; set; } = 60;

    /// <summary>A problem is small up to this many patterns × (inputs + most hidden units).</summary>
    [Range(0, 1_000_000_000)]
    public long SmallProblem { get; set; } = 100_000;

    /// <summary>Largest body of a request.</summary>
    [Range(0.001, 100)]
    public double MaxBodyMegabytes { get; set; } = 16;

    /// <summary>Most patterns of data given in place or generated.</summary>
    [Range(1, 10_000_000)]
    public int MaxPatterns { get; set; } = 50_000;

    /// <summary>Most inputs of data given in place, and most outputs.</summary>
    [Range(1, 10_000)]
    public int MaxColumns { get; set; } = 100;

    /// <summary>
    /// Most memory that the activations of one run may take: 4 bytes × patterns × (inputs + pool + most hidden units, the latter up to
    /// the run's cache_megabytes).
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxRunMegabytes { get; set; } = 1024;

    /// <summary>After how long without an epoch a training loop counts as stuck.</summary>
    [Range(1, 86_400)]
    public double StuckSeconds { get; set; } = 120;

    /// <summary>How long stopping may take, checkpoints included, before runs are left to their next owner.</summary>
    [Range(0.1, 60)]
    public double StopSeconds { get; set; } = 8;

    internal int CoreLimit => Cores > 0 ? Cores : Environment.ProcessorCount;

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    internal TimeSpan CheckpointInterval => TimeSpan.FromSeconds(CheckpointSeconds);

    internal TimeSpan StoreLimit => TimeSpan.FromSeconds(StoreSeconds);

    /// <summary>Finer than the setting, for tests.</summary>
    internal long BufferBytes { get => _bufferBytes ?? (long)BufferMegabytes << 20; set => _bufferBytes = value; }

    private long? _bufferBytes;
}
