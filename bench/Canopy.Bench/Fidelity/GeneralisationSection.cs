using Canopy.CasCor;
using Canopy.CasCor.Numerics;
using static Canopy.Bench.ReportText;

namespace Canopy.Bench.Fidelity;

/// <summary>10-parity learnt from a part of its patterns and tested on the rest, beside the paper's trials.</summary>
internal static class GeneralisationSection
{
    private const int Bits = 10;
    private const int Patterns = 1 << Bits;
    private const int Seeds = 100;

    private static readonly (int Trained, string Hidden, string Epochs, string Errors)[] Paper =
    [
        (512, "4, 7, 7, 5", "282, 551, 491, 409", "1.8, 5.8, 6.2, 2.7"),
        (256, "4, 4, 4, 4", "–", "14.4, 11.7, 7.2, 6.4"),
    ];

    public static Section Measure()
    {
        var section = new Section();
        section.Paragraph("## 10-parity: generalisation");
        section.Paragraph($"Trained on 512 and on 256 patterns of the {Patterns}, drawn by the seed, until these have no error bit; tested on all the others. "
            + $"Gaussian candidates, the recipe's phases; seeds 1 to {Seeds}. A test error is a pattern whose output has the wrong sign. Means with the smallest and the "
            + "largest trial; in the last column the median. The paper gives four trials each and no settings; nothing is demanded.");
        section.Table(
            ["trained on", "candidate epsilon", "solved", "hidden units", "epochs", "test errors, %", "median"],
            Paper.SelectMany(paper => Rows(section, paper)));
        return section;
    }

    private static IEnumerable<string[]> Rows(Section section, (int Trained, string Hidden, string Epochs, string Errors) paper)
    {
        foreach (var epsilon in new[] { 100.0, 1.0 })
        {
            var trials = Trial.RunAll(Seeds, seed => Run(paper.Trained, ParitySection.Recipe(epsilon), seed));
            var errors = new Sample(trials.Select(t => 100 * t.TestErrors!.Value));
            section.Trials[$"parity-10-from-{paper.Trained}-epsilon-{epsilon}"] = trials;
            yield return
            [
                $"{paper.Trained}", $"{epsilon}", $"{trials.Count(t => t.Solved)}", WithRange(Sample.HiddenUnits(trials), "0.0", "0"),
                WithRange(Sample.Epochs(trials), "0", "0"), WithRange(errors, "0.0", "0.0"), Number(errors.Median, "0.0"),
            ];
        }

        yield return [$"{paper.Trained}", "paper", "4 of 4", paper.Hidden, paper.Epochs, paper.Errors, "–"];
    }

    private static Trial Run(int trained, TrainingOptions options, ulong seed)
    {
        var all = ParitySection.Data(Bits);
        var order = Shuffled(seed);
        var (trainInputs, trainTargets) = Pick(all, order.AsSpan(0, trained));
        var (testInputs, testTargets) = Pick(all, order.AsSpan(trained));
        var data = new Dataset("part of 10-parity", all.Kind, all.Inputs, all.Outputs, trainInputs, trainTargets);

        var trial = Trial.Run(data, options, seed, out var network);
        var outputs = new float[testTargets.Length];
        network.Predict(testInputs, outputs);
        var wrong = outputs.Zip(testTargets).Count(pair => pair.First > 0 != pair.Second > 0);
        return trial with { TestErrors = wrong / (double)testTargets.Length };
    }

    private static int[] Shuffled(ulong seed)
    {
        var random = new Xoshiro256(seed);
        int[] order = [.. Enumerable.Range(0, Patterns)];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = (int)(random.NextDouble() * (i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    private static (float[] Inputs, float[] Targets) Pick(Dataset all, ReadOnlySpan<int> patterns)
    {
        var (inputs, targets) = (new List<float>(), new List<float>());
        foreach (var pattern in patterns)
        {
            inputs.AddRange(all.InputValues.Slice(pattern * all.Inputs, all.Inputs));
            targets.AddRange(all.TargetValues.Slice(pattern * all.Outputs, all.Outputs));
        }

        return ([.. inputs], [.. targets]);
    }

    private static string WithRange(Sample sample, string mean, string ends)
        => $"{Number(sample.Mean, mean)} ({Number(sample.Minimum, ends)}–{Number(sample.Maximum, ends)})";
}
