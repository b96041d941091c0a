using System.ComponentModel.DataAnnotations;
using Canopy.ServiceDefaults.Settings;

namespace Canopy.Web.Streaming;

/// <summary>Bounds of a relay: what it keeps of a run, how it reads, when a viewer counts as lagging.</summary>
internal sealed class RelayOptions
{
    /// <summary>Rows of each kind of epochs (output, candidate) that the history keeps. Default 16,384.</summary>
    [Range(256, 1000000)]
    public int HistoryRows { get; set; } = 16_384;

    /// <summary>4-byte values of each kind of epochs that the history keeps; binds when the candidate pool is large. Default 524,288 (2 MiB).</summary>
    [Range(4096, 100000000)]
    public int HistoryValues { get; set; } = 524_288;

    /// <summary>Weight samples in mid-phase that the history keeps. Default 256.</summary>
    [Range(2, 10000)]
    public int HistorySamples { get; set; } = 256;

    /// <summary>Rows after which a coalesced frame is full; an entry's rows are never spread over two frames. Default 512.</summary>
    [Range(16, 4096)]
    public int RowsPerFrame { get; set; } = 512;

    /// <summary>4-byte values after which a coalesced frame is full. Default 65,536 (256 KiB).</summary>
    [Range(1024, 1000000)]
    public int ValuesPerFrame { get; set; } = 65_536;

    /// <summary>Entries kept as they are: a viewer further behind lags and gets coalesced frames. Default 64.</summary>
    [Range(1, 10000)]
    public int RecentEntries { get; set; } = 64;

    /// <summary>
    /// Bytes of entries kept as they are: a viewer further behind lags. Small, so that a run of a hundred thousand epochs a second,
    /// whose every entry is larger, sends to each viewer what a screen can show and no more. Default 32 KiB.
    /// </summary>
    [Range(1024, 100000000)]
    public int RecentBytes { get; set; } = 32_768;

    /// <summary>Entries per read of the log. Default 64.</summary>
    [Range(1, 10000)]
    public int PageEntries { get; set; } = 64;

    /// <summary>Time between two looks at the log: about one per screen refresh. Default 16 ms.</summary>
    [DurationRange("00:00:00.001", "00:00:10")]
    public TimeSpan MinimumPeriod { get; set; } = TimeSpan.FromMilliseconds(16);

    /// <summary>Time after which the log is read without a notice. Default 1 s.</summary>
    [DurationRange("00:00:00.010", "00:01:00")]
    public TimeSpan PollPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between attempts while the store is away. Default 2 s.</summary>
    [DurationRange("00:00:00.100", "00:01:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a relay stays after its last viewer has left. Default 30 s.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(30);
}
