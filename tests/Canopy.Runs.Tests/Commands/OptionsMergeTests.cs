using System.Text.Json.Nodes;
using Canopy.CasCor;
using Canopy.Runs.Commands;

namespace Canopy.Runs.Tests.Commands;

public sealed class OptionsMergeTests
{
    [Fact]
    public void Apply_SomeOptions_LeavesTheOthers()
    {
        var merged = Merge("""{"pool_size": 3, "candidate": {"patience": 4}, "hidden_activation": "gaussian"}""", out var errors);

        Assert.Empty(errors);
        var expected = TrainingPresets.TwoSpirals;
        Assert.Equal(
            expected with { PoolSize = 3, HiddenActivation = ActivationSet.Gaussian, Candidate = expected.Candidate with { Patience = 4 } }, merged);
    }

    [Theory]
    [InlineData("sigmoid, gaussian", ActivationSet.Sigmoid | ActivationSet.Gaussian)]
    [InlineData("leaky_relu,sine ,  sine", ActivationSet.Sine | ActivationSet.LeakyRelu)]
    [InlineData("relu", ActivationSet.Relu)]
    public void Apply_Set_TakesSeveralNames(string text, ActivationSet expected)
    {
        var merged = Merge(new JsonObject { ["hidden_activation"] = text }.ToJsonString(), out var errors);

        Assert.Empty(errors);
        Assert.Equal(TrainingPresets.TwoSpirals with { HiddenActivation = expected }, merged);
    }

    [Fact]
    public void Apply_SetWithAnUnknownName_SaysWhichAreAccepted()
    {
        Merge("""{"hidden_activation": "sigmoid, magic"}""", out var errors);

        Assert.Equal(
            "hidden_activation is \"sigmoid, magic\"; it must be a text with one or more of sigmoid, gaussian, tanh, logistic, sine, relu, leaky_relu, separated by commas.",
            errors["options.hidden_activation"].Single());
    }

    [Theory]
    [InlineData("""{"nonsense": 1}""", "options.nonsense")]
    [InlineData("""{"candidate": {"nonsense": 1}}""", "options.candidate.nonsense")]
    [InlineData("""{"candidate": 3}""", "options.candidate")]
    [InlineData("""{"pool_size": "8"}""", "options.pool_size")]
    [InlineData("""{"pool_size": 2.5}""", "options.pool_size")]
    [InlineData("""{"pool_size": null}""", "options.pool_size")]
    [InlineData("""{"pool_size": 1e300}""", "options.pool_size")]
    [InlineData("""{"pool_size": 0}""", "options.pool_size")]
    [InlineData("""{"max_epochs": 99999999999999999999}""", "options.max_epochs")]
    [InlineData("""{"output": {"epsilon": "NaN"}}""", "options.output.epsilon")]
    [InlineData("""{"output": {"epsilon": 0}}""", "options.output.epsilon")]
    [InlineData("""{"output": {"mu": {}}}""", "options.output.mu")]
    [InlineData("""{"hidden_activation": "magic"}""", "options.hidden_activation")]
    [InlineData("""{"hidden_activation": 1}""", "options.hidden_activation")]
    [InlineData("""{"hidden_activation": ""}""", "options.hidden_activation")]
    [InlineData("""{"hidden_activation": "none"}""", "options.hidden_activation")]
    [InlineData("""{"hidden_activation": "Sigmoid"}""", "options.hidden_activation")]
    [InlineData("""{"hidden_activation": "sigmoid,"}""", "options.hidden_activation")]
    [InlineData("""{"hidden_activation": ["sigmoid"]}""", "options.hidden_activation")]
    [InlineData("""{"output_activation": "sigmoid, tanh"}""", "options.output_activation")]
    [InlineData("""{"candidate": {"optimiser": "sgd"}}""", "options.candidate.optimiser")]
    [InlineData("""{"split_seed": 9007199254740992}""", "options.split_seed")]
    [InlineData("""{"Pool_Size": 3}""", "options.Pool_Size")]
    public void Apply_WhatIsNoOption_IsNamedAndChangesNothing(string json, string field)
    {
        var merged = Merge(json, out var errors);

        Assert.Equal([field], errors.Keys);
        Assert.Equal(TrainingPresets.TwoSpirals, merged);
    }

    [Fact]
    public void Apply_SeveralMistakes_AreNamedAtOnce()
    {
        Merge("""{"pool_size": -1, "x": 1, "candidate": {"patience": "a", "mu": 99}, "output": []}""", out var errors);

        Assert.Equal(["options.candidate.mu", "options.candidate.patience", "options.output", "options.pool_size", "options.x"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("1 to 1,024", errors["options.pool_size"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_EveryOptionOfTheCatalogue_CanBeSetToItsOwnValue()
    {
        var whole = System.Text.Json.JsonSerializer.SerializeToNode(
            TrainingPresets.Fahlman1990, Canopy.Contracts.ContractsJson.Default.TrainingOptions)!.AsObject();

        var merged = Merge(whole.ToJsonString(), out var errors);

        Assert.Empty(errors);
        Assert.Equal(TrainingPresets.Fahlman1990, merged);
    }

    private static TrainingOptions Merge(string json, out IReadOnlyDictionary<string, string[]> errors)
    {
        var found = new Canopy.Runs.Commands.FieldErrors();
        var merged = OptionsMerge.Apply(TrainingPresets.TwoSpirals, JsonNode.Parse(json)!.AsObject(), "options", found);
        errors = found.ToDictionary();
        return merged;
    }
}
