using System.CommandLine;
using System.CommandLine.Parsing;
using Canopy.CommandLine.Access;
using Canopy.CommandLine.Models;
using Canopy.CommandLine.Secrets;
using Canopy.CommandLine.Train;

namespace Canopy.CommandLine;

/// <summary>The command line as a whole.</summary>
internal static class CanopyCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Trains Cascade-Correlation networks and uses them, without a server; makes accounts and tokens; looks after a cluster's secrets.")
        {
            new TrainCommand(),
            new PredictCommand(),
            new EvaluateCommand(),
            new AccountCommand(),
            new TokenCommand(),
            new SecretsCommand(),
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
    {
        var names = new List<string> { "--help" };
        for (var at = arguments.CommandResult; at is not null && at.Command is not RootCommand; at = at.Parent as CommandResult)
        {
            names.Insert(0, at.Command.Name);
        }

        return $"canopy {string.Join(' ', names)}";
    }
}

/// <summary>A command that checks its arguments itself, those that the parser refused included.</summary>
internal interface IProgramCommand
{
    /// <summary>Does it; returns an <see cref="ExitCode"/>.</summary>
    /// <exception cref="BadUsageException">Something is wrong with the arguments; nothing was done.</exception>
    int Run(ParseResult arguments);
}
