using System.CommandLine;

namespace Canopy.CommandLine.Train;

/// <summary>The part of a command line that says what to write.</summary>
internal sealed class OutputArguments
{
    private static readonly string[] Extensions = [TrainingOutputs.Onnx, TrainingOutputs.Json, TrainingOutputs.Checkpoint];

    private readonly Option<string[]> _outputs = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "Write the network as .onnx or .json, or a checkpoint as .ckpt (repeatable).",
    };

    private readonly Option<string> _report = new("--report")
    {
        HelpName = "FILE.json",
        Description = "Write what was trained, how, and how good it is.",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Replace files that exist.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_outputs);
        command.Options.Add(_report);
        command.Options.Add(_force);
    }

    /// <summary>The files that can be written; reasons are noted for others.</summary>
    public TrainingOutputs Read(Arguments arguments)
    {
        var files = new List<OutputFile>();
        foreach (var path in arguments.Texts(_outputs))
        {
            if (!Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            {
                arguments.Mistakes.Add($"{_outputs.Name} is {path}; it must end in one of {string.Join(", ", Extensions)}.");
            }
            else if (OutputFile.Prepare(path, arguments.Flag(_force), arguments.Mistakes) is { } file)
            {
                files.Add(file);
            }
        }

        var report = ReadReport(arguments);
        foreach (var twice in files.Append(report).OfType<OutputFile>().GroupBy(f => Path.GetFullPath(f.Path)).Where(g => g.Count() > 1))
        {
            arguments.Mistakes.Add($"{twice.First().Path} is to be written twice; every file needs a name of its own.");
        }

        return new TrainingOutputs(files, report);
    }

    private OutputFile? ReadReport(Arguments arguments)
    {
        if (arguments.Text(_report) is not { } path)
        {
            return null;
        }

        if (string.Equals(Path.GetExtension(path), ".json", StringComparison.OrdinalIgnoreCase))
        {
            return OutputFile.Prepare(path, arguments.Flag(_force), arguments.Mistakes);
        }

        arguments.Mistakes.Add($"{_report.Name} is {path}; it must end in .json.");
        return null;
    }
}
