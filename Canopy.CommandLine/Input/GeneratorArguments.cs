using System.CommandLine;
using System.Globalization;
using Canopy.CasCor;

namespace Canopy.CommandLine.Input;

/// <summary>The part of a command line that asks for generated data.</summary>
/// <param name="purpose">Beginning of the help text.</param>
internal sealed class GeneratorArguments(string purpose)
{
    private readonly Option<string> _generate = new("--generate")
    {
        HelpName = "NAME",
        Description = $"{purpose}: {string.Join(", ", Generators.All.Select(g => g.Name))}.",
    };

    private readonly Option<string[]> _parameters = new("--param")
    {
        HelpName = "NAME=VALUE",
        Description = "A parameter of the generator, such as noise=0.1 (repeatable).",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_generate);
        command.Options.Add(_parameters);
    }

    /// <summary>The generator that is asked for; null when none is.</summary>
    public string? Name(Arguments arguments)
    {
        if (arguments.Has(_parameters) && !arguments.Has(_generate))
        {
            arguments.Mistakes.Add("--param belongs to --generate; a CSV file has no parameters.");
        }

        return arguments.Text(_generate);
    }

    /// <summary>The data; null, with the reasons noted, when they cannot be had.</summary>
    public TrainingData? Read(Arguments arguments)
    {
        var (generator, values, readable) = (Name(arguments)!, new Dictionary<string, double>(StringComparer.Ordinal), true);
        foreach (var (name, text) in arguments.Pairs(_parameters))
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                values[name] = value;
            }
            else
            {
                arguments.Mistakes.Add($"--param {name} is {text}; it must be a number.");
                readable = false;
            }
        }

        try
        {
            var data = Generators.Generate(generator, values);
            return readable ? new TrainingData(data, $"generator {generator}", Generators.All.First(g => g.Name == generator), Import: null) : null;
        }
        catch (InvalidDataSetException exception)
        {
            arguments.Mistakes.Add("--generate", exception.Errors);
            return null;
        }
    }
}
