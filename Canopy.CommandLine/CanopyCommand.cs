using System.CommandLine;
using Canopy.CommandLine.Models;
using Canopy.CommandLine.Train;

namespace Canopy.CommandLine;

/// <summary>The command line as a whole.</summary>
internal static class CanopyCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Trains Cascade-Correlation networks and uses them, without a server.")
        {
            new TrainCommand(),
            new PredictCommand(),
            new EvaluateCommand(),
        };
        root.HelpName = "canopy";
        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Recursive = true;
        }

        return root;
    }

    /// <summary>The command line that shows the help of what was asked for.</summary>
    public static string HelpFor(ParseResult arguments)
        => arguments.CommandResult.Command is RootCommand ? "canopy --help" : $"canopy {arguments.CommandResult.Command.Name} --help";
}

/// <summary>A command that checks its arguments itself, those that the parser refused included.</summary>
internal interface IProgramCommand
{
    /// <summary>Does it; returns an <see cref="ExitCode"/>.</summary>
    /// <exception cref="BadUsageException">Something is wrong with the arguments; nothing was done.</exception>
    int Run(ParseResult arguments);
}
