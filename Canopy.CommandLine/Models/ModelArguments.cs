using System.CommandLine;
using Canopy.CasCor;
using Canopy.CommandLine.Input;

namespace Canopy.CommandLine.Models;

/// <summary>The part of a command line that names a trained model and what to use it on.</summary>
internal sealed class ModelArguments
{
    // As generous as for training.
    public static readonly CsvImportOptions Limits = DataArguments.Limits;

    private readonly Argument<string> _model = new("network") { Description = "A network that train wrote: .onnx or .json." };

    private readonly Argument<string> _data;

    private readonly Option<string> _missing;

    private readonly IReadOnlyDictionary<string, MissingValues> _waysWithMissing;

    /// <summary>For some ways with missing values.</summary>
    public ModelArguments(IReadOnlyDictionary<string, MissingValues> waysWithMissing, ArgumentArity dataArity)
    {
        _waysWithMissing = waysWithMissing;
        _data = new Argument<string>("data.csv") { Arity = dataArity, Description = "CSV file with the network's input columns, by name in any order." };
        _missing = new Option<string>("--missing")
        {
            HelpName = "HOW",
            Description = $"Missing values: {string.Join(" or ", waysWithMissing.Keys)}; mean is that of the training data. Default: refuse.",
        };
    }

    public void AddTo(Command command)
    {
        command.Arguments.Add(_model);
        command.Arguments.Add(_data);
        command.Options.Add(_missing);
    }

    /// <summary>The model; null, with the reason noted, when it cannot be had.</summary>
    public TrainedModel? ReadModel(Arguments arguments)
    {
        if (arguments.Text(_model) is not { } path)
        {
            return null;
        }

        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is not (".onnx" or ".json"))
        {
            arguments.Mistakes.Add($"The network is {path}; it must end in .onnx or .json.");
            return null;
        }

        try
        {
            return InputFile.ReadAll(path, arguments.Mistakes) is not { } bytes ? null
                : extension == ".onnx" ? TrainedModel.FromOnnx(bytes)
                : TrainedModel.FromJson(bytes);
        }
        catch (InvalidModelException exception)
        {
            arguments.Mistakes.Add($"{path}: {exception.Message}");
            return null;
        }
    }

    public string? DataPath(Arguments arguments) => arguments.Text(_data);

    public MissingValues Missing(Arguments arguments) => arguments.Choice(_missing, _waysWithMissing, MissingValues.Refuse);

    /// <summary>What <paramref name="read"/> makes of the data file; null, with the reasons noted, when it cannot be had.</summary>
    public T? ReadData<T>(Arguments arguments, Func<Stream, T> read)
        where T : class
    {
        if (arguments.Text(_data) is not { } path)
        {
            return null;
        }

        using var stream = InputFile.Open(path, arguments.Mistakes);
        try
        {
            return stream is null ? null : read(stream);
        }
        catch (InvalidDataSetException exception)
        {
            arguments.Mistakes.Add(path, exception.Errors);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            arguments.Mistakes.Add($"{path} cannot be read: {InputFile.Reason(exception)}.");
            return null;
        }
    }
}
