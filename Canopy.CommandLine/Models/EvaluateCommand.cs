using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Canopy.CasCor;
using Canopy.CommandLine.Input;

namespace Canopy.CommandLine.Models;

/// <summary><c>canopy evaluate</c>: how good a trained network is on some data.</summary>
internal sealed class EvaluateCommand : Command, IProgramCommand
{
    private readonly ModelArguments _model = new(DataArguments.WaysWithMissing, ArgumentArity.ZeroOrOne);

    private readonly Option<string[]> _targets = new("--target")
    {
        HelpName = "COLUMN",
        Description = "Column with the true class or value, by name or number from 1; default: the one trained on, or the last (repeatable).",
    };

    private readonly GeneratorArguments _generator = new("Evaluate on generated data instead");

    private readonly Option<bool> _json = new("--json") { Description = "Print all figures, per class and the confusion matrix too, as JSON." };

    public EvaluateCommand()
        : base("evaluate", "Prints how good a network is on the rows of a CSV file.")
    {
        _model.AddTo(this);
        Options.Add(_targets);
        _generator.AddTo(this);
        Options.Add(_json);
        SetAction(Run);
    }

    public int Run(ParseResult parsed)
    {
        var arguments = new Arguments(parsed);
        var model = _model.ReadModel(arguments);
        var data = ReadData(arguments, model);
        if (model is not null && data is not null && (model.Inputs != data.Inputs || model.Outputs != data.Outputs || model.Kind != data.Kind))
        {
            arguments.Mistakes.Add($"The network has {model.Inputs} inputs and {model.Outputs} outputs for {Called(model.Kind)}; the data have {data.Inputs} and {data.Outputs} for {Called(data.Kind)}.");
        }

        arguments.Mistakes.ThrowIfAny();
        var evaluation = Evaluation.Of(model!.Network, data!);
        if (arguments.Flag(_json))
        {
            Console.Out.WriteLine(ToJson(evaluation, model));
        }
        else
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"patterns: {evaluation.Patterns}"));
            FigureLines.Write(Console.Out, evaluation);
        }

        return ExitCode.Success;
    }

    private Dataset? ReadData(Arguments arguments, TrainedModel? model)
    {
        var targets = arguments.Texts(_targets);
        var missing = _model.Missing(arguments);
        if (_generator.Name(arguments) is null == _model.DataPath(arguments) is null)
        {
            arguments.Mistakes.Add("What to evaluate on is given either by a CSV file or by --generate NAME.");
            return null;
        }

        if (_generator.Name(arguments) is not null)
        {
            return _generator.Read(arguments)?.Dataset;
        }

        var options = ModelArguments.Limits with { Targets = targets, Missing = missing };
        return model is null ? null : _model.ReadData(arguments, stream => CsvPatterns.ReadDataset(stream, model, options));
    }

    private static string ToJson(Evaluation evaluation, TrainedModel model)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, EvaluationJson.Readable))
        {
            EvaluationJson.Write(json, evaluation, model.Description);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Called(ProblemKind kind) => kind is ProblemKind.Regression ? "regression" : "classification";
}
