using System.Text.Json.Nodes;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Datasets;
using Canopy.Runs.Storage;
using Canopy.Runs.Training;

namespace Canopy.Runs.Tests;

/// <summary>Runs as tests need them.</summary>
internal static class TestRuns
{
    public static readonly DateTimeOffset Time = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An id that no run has.</summary>
    public const string UnknownId = "00000000000000";

    /// <summary>Two spirals as the end-to-end tests train them: some 1,600 epochs.</summary>
    public static CreateRun TwoSpirals(double pace = 0, bool start = true) => new()
    {
        Name = "spirals",
        Dataset = new DatasetSpec { Generator = "two-spirals" },
        Seed = 7,
        Pace = pace,
        Start = start,
    };

    /// <summary>
    /// Much of what an engine can do at once: validation with an early stop, siblings, two units a round, a mixed pool, softmax, Adam.
    /// Some 1,700 epochs; the network that it returns to has half of the units.
    /// </summary>
    public static CreateRun Variants(double pace = 0) => new()
    {
        Name = "variants",
        Dataset = new DatasetSpec { Generator = "checkerboard" },
        Preset = TrainingPresets.TwoSpiralsName,
        Seed = 7,
        Pace = pace,
        Options = new JsonObject
        {
            ["validation_share"] = 0.25,
            ["validation_patience"] = 6,
            ["units_per_round"] = 2,
            ["sibling_share"] = 0.5,
            ["hidden_activation"] = "sigmoid, gaussian, sine",
            ["output_activation"] = "softmax",
            ["max_hidden_units"] = 60,
            ["error_bit_threshold"] = 0.05,
            ["output"] = new JsonObject { ["optimiser"] = "adam", ["patience"] = 20 },
        },
    };

    public static CreateRun Xor(double pace = 0, bool start = true) => new()
    {
        Name = "xor",
        Dataset = new DatasetSpec { Generator = "xor" },
        Seed = 1,
        Pace = pace,
        Start = start,
    };

    /// <summary>A run for the store alone.</summary>
    public static NewRun New(bool start = true, CreateRun? request = null)
        => new NewRunRequest(new RunsOptions(), TimeProvider.System).Make((request ?? Xor()) with { Start = start }).Run;

    public static LogEntry Entry(long seq, long step = 0)
        => LogEntry.Create(EventKind.Ping, seq, step, Time, new Ping(seq), ContractsJson.Default.Ping);

    public static Commit Owned(Claim claim, long firstSeq, int entries = 1)
    {
        var commit = new Commit { RunId = claim.RunId, Fence = claim.Fence, Owned = true, FirstSeq = firstSeq };
        for (var i = 0; i < entries; i++)
        {
            commit.Add(Entry(firstSeq + i));
        }

        return commit;
    }

    public static Commit Free(RunState state, string commandId = "c", RunStatus status = RunStatus.Paused, Queueing queue = Queueing.Leave)
    {
        var commit = new Commit { RunId = state.Id, Fence = state.Fence, Owned = false, FirstSeq = state.Description.HeadSeq + 1, Queue = queue };
        commit.Add(Entry(commit.FirstSeq));
        commit.Changes.Status(status);
        commit.Answers.Add(Answers.Applied(new RunCommand { Command = RunCommandKind.Pause, CommandId = commandId }));
        return commit;
    }

    public static ClaimRequest Claim(string owner = "a", double leaseSeconds = 60, int free = 1, int all = 1, params string[] except)
        => new(owner, "host", TimeSpan.FromSeconds(leaseSeconds), free, all, except);

    /// <summary>Trains without store or log: what every run must end with.</summary>
    public static (string Hash, long Epochs) Bare(CreateRun request)
    {
        using var trainer = Trainer(request);
        while (trainer.TrainEpoch())
        {
        }

        return (trainer.Network.ComputeHash(), trainer.Epoch);
    }

    public static Trainer Trainer(CreateRun request, ITrainingObserver? observer = null)
    {
        var (data, options) = new NewRunRequest(new RunsOptions(), TimeProvider.System).Check(request, new FieldErrors());
        return new Trainer(data!, options, (ulong)request.Seed!.Value, observer);
    }

    public static RunState State(CreateRun request)
    {
        var run = New(start: true, request);
        return RunFields.Read(run.Id, new Dictionary<string, string>(run.Changes.Values, StringComparer.Ordinal)
        {
            [RunFields.HeadSeq] = "0",
            [RunFields.FirstSeq] = "1",
        });
    }

    public static CommitQueue Queue(long bound = long.MaxValue) => new(new Claim("r", "1:n", 1, 1), 0, bound, new Telemetry());

    public static DatasetValues Values(CreateRun request)
    {
        var (data, _) = new NewRunRequest(new RunsOptions(), TimeProvider.System).Check(request, new FieldErrors());
        return DatasetValuesReader.ToValues(data!);
    }
}
