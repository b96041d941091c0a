using System.CommandLine;
using System.Globalization;
using Canopy.CasCor;

namespace Canopy.CommandLine;

/// <summary>Reads values from a parsed command line and notes those that are wrong.</summary>
internal sealed class Arguments
{
    private readonly ParseResult _parsed;

    public Arguments(ParseResult parsed)
    {
        _parsed = parsed;
        foreach (var error in parsed.Errors)
        {
            Mistakes.Add(error.Message.TrimEnd('.') + ".");
        }
    }

    public Mistakes Mistakes { get; } = new();

    public bool Has(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>The text given; null when there is none, or the parser refused it.</summary>
    public string? Text(Option<string> option) => _parsed.GetResult(option) is { } result && !result.Errors.Any() ? _parsed.GetValue(option) : null;

    /// <inheritdoc cref="Text(Option{string})"/>
    public string? Text(Argument<string> argument) => _parsed.GetResult(argument) is { } result && !result.Errors.Any() ? _parsed.GetValue(argument) : null;

    /// <summary>Every text given, in order.</summary>
    public IReadOnlyList<string> Texts(Option<string[]> option)
        => _parsed.GetResult(option) is { } result && !result.Errors.Any() ? _parsed.GetValue(option) ?? [] : [];

    public bool Flag(Option<bool> option) => _parsed.GetResult(option) is { } result && !result.Errors.Any() && _parsed.GetValue(option);

    /// <summary>One of some names.</summary>
    public T Choice<T>(Option<string> option, IReadOnlyDictionary<string, T> choices, T otherwise)
    {
        if (Text(option) is not { } text)
        {
            return otherwise;
        }

        if (choices.TryGetValue(text, out var value))
        {
            return value;
        }

        Mistakes.Add($"{option.Name} is {text}; it must be one of {string.Join(", ", choices.Keys)}.");
        return otherwise;
    }

    public ulong Seed(Option<string> option)
    {
        const ulong Default = 1;
        if (Text(option) is not { } text)
        {
            return Default;
        }

        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            return seed;
        }

        Mistakes.Add($"{option.Name} is {text}; it must be an integer from 0 to {ulong.MaxValue}.");
        return Default;
    }

    /// <summary>NAME=VALUE pairs; of a name that is given twice the last one counts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(Option<string[]> option)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var text in Texts(option))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                pairs.Add(new(text[..equals].Trim(), text[(equals + 1)..].Trim()));
            }
            else
            {
                Mistakes.Add($"{option.Name} is {text}; it must be written as {option.HelpName}.");
            }
        }

        return pairs;
    }

    /// <summary>Notes what the engine says is wrong with an option that has a value of its own on the command line.</summary>
    public TrainingOptions Set(TrainingOptions options, string source, string path, string value)
    {
        try
        {
            return OptionCatalogue.Parse(options, path, value);
        }
        catch (InvalidOptionsException exception)
        {
            Mistakes.Add(source, exception.Errors);
            return options;
        }
    }
}
