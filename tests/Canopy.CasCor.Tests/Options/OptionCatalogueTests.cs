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
        double lowest = option.MinimumExclusive ? Math.BitIncrement(option.Minimum!.Value) : option.Minimum ?? (option.Type is "set" ? 1 : 0);

        foreach (double value in new[] { lowest, Highest(option) })
        {
            TrainingOptions changed = OptionCatalogue.With(WithAdam, path, value);
            Assert.Equal(value, OptionCatalogue.Get(changed, path));
            Assert.Empty(OptionCatalogue.Check(changed));
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void With_AbsurdValues_AreRefusedWithTheAcceptedOnes(string path)
    {
        OptionDescriptor option = OptionCatalogue.All.Single(o => o.Path == path);
        double[] absurd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, Highest(option) + 1];

        foreach (double value in absurd)
        {
            FieldError error = Assert.Single(Assert.Throws<InvalidOptionsException>(() => OptionCatalogue.With(new TrainingOptions(), path, value)).Errors);
            Assert.Equal(path, error.Field);
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(option.Type switch { "choice" => "one of", "set" => "one or more of", _ => "must be a" }, error.Message, StringComparison.Ordinal);
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
        TrainingOptions changed = OptionCatalogue.With(WithAdam, path, path.EndsWith("optimiser", StringComparison.Ordinal) ? 1 : Highest(option));

        Assert.Equal(option.CanChangeWhileRunning, OptionCatalogue.CheckChange(WithAdam, changed).Count == 0);
    }

    [Fact]
    public void CheckChange_OutOfRange_IsRefused()
        => Assert.Equal("pool_size", Assert.Single(OptionCatalogue.CheckChange(new TrainingOptions(), new TrainingOptions { PoolSize = 5000 })).Field);

    [Fact]
    public void Get_UnknownPath_Throws() => Assert.Throws<ArgumentException>(() => OptionCatalogue.Get(new TrainingOptions(), "momentum"));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Parse_WhatDisplaySays_GivesTheSameOptions(string path)
    {
        OptionDescriptor option = OptionCatalogue.All.Single(o => o.Path == path);
        TrainingOptions changed = OptionCatalogue.With(WithAdam, path, Highest(option));

        Assert.Equal(changed, OptionCatalogue.Parse(WithAdam, path, OptionCatalogue.Display(changed, path)));
    }

    [Theory]
    [InlineData("pool_size", "many", "pool_size is many; it must be an integer from 1 to 1,024.")]
    [InlineData("pool_size", "0", "pool_size is 0; it must be an integer from 1 to 1,024.")]
    [InlineData("candidate_objective", "2", "candidate_objective is 2; it must be one of covariance, correlation, error.")]
    [InlineData("hidden_activation", "", "hidden_activation is ; it must be one or more of sigmoid, gaussian, tanh, logistic, sine, relu, leaky_relu.")]
    [InlineData("hidden_activation", "sine, softmax", "hidden_activation is sine, softmax; it must be one or more of sigmoid, gaussian, tanh, logistic, sine, relu, leaky_relu.")]
    public void Parse_NoSuchValue_IsRefusedWithTheAcceptedOnes(string path, string text, string message)
        => Assert.Equal(message, Assert.Throws<InvalidOptionsException>(() => OptionCatalogue.Parse(new TrainingOptions(), path, text)).Message);

    [Fact]
    public void Parse_Set_TakesNamesInAnyOrder()
        => Assert.Equal(
            ActivationSet.Sigmoid | ActivationSet.LeakyRelu,
            OptionCatalogue.Parse(new TrainingOptions(), "hidden_activation", "leaky_relu,sigmoid").HiddenActivation);

    [Fact]
    public void Parse_UnknownPath_NamesTheOptions()
        => Assert.Contains("pool_size", Assert.Throws<InvalidOptionsException>(() => OptionCatalogue.Parse(new TrainingOptions(), "momentum", "1")).Message, StringComparison.Ordinal);

    [Fact]
    public void Check_BatchesWithoutAdam_AreRefused()
        => Assert.Equal(
            "output.batch_size is 64; without output.optimiser adam it must be 0.",
            Assert.Single(OptionCatalogue.Check(new TrainingOptions { Output = new PhaseOptions { BatchSize = 64 } })).Message);

    [Fact]
    public void Check_SoftmaxForRegression_IsRefused()
        => Assert.Equal(
            "output_activation",
            Assert.Single(OptionCatalogue.Check(new TrainingOptions { OutputActivation = Activation.Softmax }, Problems.Sine(10))).Field);

    [Fact]
    public void Check_ValidationShareOfNoPattern_IsRefused()
        => Assert.Equal(
            "validation_share is 0.1, which of 4 patterns is none; it must be 0 or at least 0.125.",
            Assert.Single(OptionCatalogue.Check(new TrainingOptions { ValidationShare = 0.1 }, Problems.Xor)).Message);

    [Fact]
    public void Conditions_All_NameAChoiceAndItsNames()
        => Assert.All(
            OptionCatalogue.All.Where(o => o.Condition is not null),
            o => Assert.Empty(o.Condition!.Choices.Except(OptionCatalogue.All.Single(c => c.Path == o.Condition!.Path).Choices!)));

    private static TrainingOptions WithAdam { get; } = new()
    {
        Output = new PhaseOptions { Optimiser = Optimiser.Adam },
        Candidate = new PhaseOptions { Optimiser = Optimiser.Adam },
    };

    private static double Highest(OptionDescriptor option) => option.Type switch
    {
        "choice" => option.Choices!.Count - 1,
        "set" => (1 << option.Choices!.Count) - 1,
        _ => option.Maximum!.Value,
    };
}
