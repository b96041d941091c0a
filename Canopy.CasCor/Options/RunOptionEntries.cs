using static Canopy.CasCor.Options.OptionRow;

namespace Canopy.CasCor.Options;

/// <summary>Options of validation, and of the run as a whole.</summary>
internal static class RunOptionEntries
{
    private const string Validation = "Validation";
    private const string Run = "Run";

    public static IReadOnlyList<OptionEntry> Entries { get; } =
    [
        Number("validation_share", "Validation share", Validation, 0, 0.9, false, false,
            "Share of the patterns kept from training to measure by; 0 for none. The split is stratified by class.", Ours + "; the paper uses none",
            o => o.ValidationShare, (o, v) => o with { ValidationShare = v }),
        Integer("validation_patience", "Validation patience", Validation, 1, 1000, true,
            "With validation: training ends after this many output phases without a lower validation loss. The network with the lowest is the result.", Ours,
            o => o.ValidationPatience, (o, v) => o with { ValidationPatience = (int)v }),
        Integer("split_seed", "Split seed", Validation, 0, 9_007_199_254_740_991, false,
            "Decides the validation split, and the order of patterns in mini-batches.", Ours,
            o => o.SplitSeed, (o, v) => o with { SplitSeed = (long)v }),
        Number("error_bit_threshold", "Error bit threshold", Run, 0, 1, true, true,
            "Classification: an output further than this from its target is an error bit; training ends when there is none.", CProgram,
            o => o.ErrorBitThreshold, (o, v) => o with { ErrorBitThreshold = v }),
        Number("error_index_threshold", "Error index threshold", Run, 0, 1, true, true,
            "Regression: training ends when root mean squared error over the targets' standard deviation is down to this.", CProgram,
            o => o.ErrorIndexThreshold, (o, v) => o with { ErrorIndexThreshold = v }),
        Integer("max_epochs", "Epochs at most", Run, 1, 1_000_000_000, true,
            "Epochs of both kinds together after which training ends.", Ours,
            o => o.MaxEpochs, (o, v) => o with { MaxEpochs = (long)v }),
        Choice("sum_precision", "Precision of sums", Run, ["single", "double"],
            "Sums over patterns: single precision in tiles of 2,048 patterns, or double precision throughout, which is several times slower.", Ours,
            o => (int)o.SumPrecision, (o, v) => o with { SumPrecision = (SumPrecision)(int)v }),
        Integer("threads", "Threads", Run, 1, 64, true,
            "Threads for the candidates of a round. The network does not depend on it.", Ours,
            o => o.Threads, (o, v) => o with { Threads = (int)v }),
        Integer("cache_megabytes", "Activation cache (MB)", Run, 1, 1_000_000, false,
            "Memory for the activations of hidden units; what does not fit is computed again in every epoch. The network does not depend on it.", Ours,
            o => o.CacheMegabytes, (o, v) => o with { CacheMegabytes = (int)v }),
    ];
}
