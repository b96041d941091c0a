using Canopy.CasCor;

namespace Canopy.CommandLine;

/// <summary>Collects everything that is wrong with a command line and the files it names, so that it is said at once.</summary>
internal sealed class Mistakes
{
    private readonly List<string> _messages = [];

    public bool Any => _messages.Count > 0;

    /// <summary>A whole sentence.</summary>
    public void Add(string message)
    {
        if (!_messages.Contains(message))
        {
            _messages.Add(message);
        }
    }

    /// <summary>Mistakes of the engine's, each with the option or file that it comes from before it.</summary>
    public void Add(string source, IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
        {
            Add($"{source}: {error.Message}");
        }
    }

    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new BadUsageException(_messages);
        }
    }
}

/// <summary>The command line or a file that it names is wrong: the program says so and ends with <see cref="ExitCode.BadUsage"/>.</summary>
internal sealed class BadUsageException(IReadOnlyList<string> messages) : Exception(string.Join(' ', messages))
{
    public IReadOnlyList<string> Messages => messages;
}
