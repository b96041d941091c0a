using Canopy.Contracts;

namespace Canopy.Bench;

/// <summary>A run of exactly 1,000,000 epochs with a pool of 8: its labels contradict each other, so it is never solved.</summary>
internal static class LongRun
{
    public const int Epochs = 1_000_000;

    public static CreateRun Request()
    {
        var random = new Random(1);
        var inputs = Enumerable.Range(0, 16).Select(_ => new[] { random.NextSingle(), random.NextSingle() }).ToArray();
        return new CreateRun
        {
            Name = "a million epochs",
            Dataset = new DatasetSpec
            {
                Data = new InlineData
                {
                    Name = "contradiction",
                    Inputs = [.. inputs, .. inputs],
                    Targets = [.. inputs.Select(_ => new[] { 0.5f }), .. inputs.Select(_ => new[] { -0.5f })],
                },
            },
            Preset = CasCor.TrainingPresets.Fahlman1990Name,
            Options = new System.Text.Json.Nodes.JsonObject
            {
                ["max_epochs"] = Epochs,
                ["max_hidden_units"] = 30,
                ["output"] = new System.Text.Json.Nodes.JsonObject { ["max_epochs"] = 10_000, ["patience"] = 10_000 },
                ["candidate"] = new System.Text.Json.Nodes.JsonObject { ["max_epochs"] = 30_000, ["patience"] = 30_000 },
            },
            Seed = 1,
            Pace = 0,
        };
    }
}
