using System.CommandLine;
using System.Text;
using Canopy.CasCor;

namespace Canopy.CommandLine.Models;

/// <summary><c>canopy predict</c>: what a trained network says of new patterns.</summary>
internal sealed class PredictCommand : Command, IProgramCommand
{
    // No row is dropped: predictions stay beside the rows that they are for.
    private static readonly Dictionary<string, MissingValues> WaysWithMissing = new()
    {
        ["refuse"] = MissingValues.Refuse,
        ["mean"] = MissingValues.FillMean,
    };

    private readonly ModelArguments _model = new(WaysWithMissing, ArgumentArity.ExactlyOne);

    private readonly Option<string> _output = new("--output", "-o")
    {
        HelpName = "FILE.csv",
        Description = "Write there instead of to standard output.",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replace a file that exists." };

    public PredictCommand()
        : base("predict", "Writes a network's predictions for the rows of a CSV file as CSV.")
    {
        _model.AddTo(this);
        Options.Add(_output);
        Options.Add(_force);
        SetAction(Run);
    }

    public int Run(ParseResult parsed)
    {
        var arguments = new Arguments(parsed);
        var output = arguments.Text(_output) is { } path ? OutputFile.Prepare(path, arguments.Flag(_force), arguments.Mistakes) : null;
        var options = ModelArguments.Limits with { Missing = _model.Missing(arguments) };
        var model = _model.ReadModel(arguments);
        var inputs = model is null ? null : _model.ReadData(arguments, stream => CsvPatterns.ReadInputs(stream, model, options));
        arguments.Mistakes.ThrowIfAny();

        var csv = PredictionCsv.Write(model!, inputs!);
        if (output is null)
        {
            Console.Out.Write(csv);
        }
        else
        {
            output.Write(Encoding.UTF8.GetBytes(csv));
        }

        return ExitCode.Success;
    }
}
