using System.Text.Json;

namespace Canopy.CasCor.Tests.Options;

public sealed class OptionCatalogueTests
{
    public static TheoryData<string> Paths => [.. OptionCatalogue.All.Select(o => o.Path)];

    [Fact]
    public void All_HasEveryPropertyOfTheOptions()
    {
        IEnumerable<string> Properties(Type type, string prefix) => type.GetProperties().SelectMany(p => p.PropertyType == typeof(PhaseOptions)
            ? Properties(typeof(PhaseOptions), JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name) + ".")
            : [prefix + JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name)]);

        Assert.Equal(Properties(typeof(TrainingOptions), string.Empty).Order(StringComparer.Ordinal), OptionCatalogue.All.Select(o => o.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Presets_All_AreValid() => Assert.All(TrainingPresets.All.Values, o => Assert.Empty(OptionCatalogue.Check(o)));

    [Theory]
    [MemberData(nameof(Paths))]
    public void With_EndsOfTheRange_AreAcceptedAndReadBack(string path)
    {
        OptionDescriptor option = OptionCatalogue.All.Single(o => o.Path == path);
        double lowest = option.MinimumExclusive ? Math.BitIncrement(option.Minimum!.Value) : option.Minimum ?? 0;
        double highest = option.Maximum ?? option.Choices!.Count - 1;

        foreach (double value in new[] { lowest, highest })
        {
            TrainingOptions changed = OptionCatalogue.With(new TrainingOptions(), path, value);
            Assert.Equal(value, OptionCatalogue.Get(changed, path));
            Assert.Empty(OptionCatalogue.Check(changed));
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void With_AbsurdValues_AreRefusedWithTheAcceptedOnes(string path)
    {
        OptionDescriptor option = OptionCatalogue.All.Single(o => o.Path == path);
        double[] absurd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, (option.Maximum ?? option.Choices!.Count) + 1];

        foreach (double value in absurd)
        {
            FieldError error = Assert.Single(Assert.Throws<InvalidOptionsException>(() => OptionCatalogue.With(new TrainingOptions(), path, value)).Errors);
            Assert.Equal(path, error.Field);
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(option.Choices is null ? "must be a" : "one of", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_SeveralMistakes_NamesThemAll()
    {
        var options = new TrainingOptions
        {
            MaxHiddenUnits = -1,
            ErrorBitThreshold = 0,
            OutputActivation = Activation.Gaussian,
            Output = new PhaseOptions { Mu = 0.5 },
            Candidate = new PhaseOptions { Epsilon = double.PositiveInfinity },
        };

        Assert.Equal(
            ["max_hidden_units", "output_activation", "output.mu", "candidate.epsilon", "error_bit_threshold"],
            OptionCatalogue.Check(options).Select(e => e.Field));
    }

    [Fact]
    public void Check_MissingPhase_IsNamed()
        => Assert.Equal(["output", "candidate"], OptionCatalogue.Check(new TrainingOptions { Output = null!, Candidate = null! }).Select(e => e.Field));

    [Fact]
    public void Check_Message_NamesTheValueAndTheRange()
        => Assert.Equal(
            "candidate.patience is 0; it must be an integer from 1 to 1,000,000.",
            Assert.Single(OptionCatalogue.Check(new TrainingOptions { Candidate = new PhaseOptions { Patience = 0 } })).Message);

    [Theory]
    [MemberData(nameof(Paths))]
    public void CheckChange_OneOption_IsAcceptedWhereTheDescriptorSaysSo(string path)
    {
        OptionDescriptor option = OptionCatalogue.All.Single(o => o.Path == path);
        var current = new TrainingOptions();
        TrainingOptions changed = OptionCatalogue.With(current, path, option.Maximum ?? 1);

        Assert.Equal(option.CanChangeWhileRunning, OptionCatalogue.CheckChange(current, changed).Count == 0);
    }

    [Fact]
    public void CheckChange_OutOfRange_IsRefused()
        => Assert.Equal("pool_size", Assert.Single(OptionCatalogue.CheckChange(new TrainingOptions(), new TrainingOptions { PoolSize = 5000 })).Field);

    [Fact]
    public void Get_UnknownPath_Throws() => Assert.Throws<ArgumentException>(() => OptionCatalogue.Get(new TrainingOptions(), "momentum"));
}
