using System.CommandLine;

namespace Canopy.CommandLine.Secrets;

/// <summary><c>canopy secrets</c>: makes, installs, changes and watches the secrets of a cluster (docs/secrets.md).</summary>
internal sealed class SecretsCommand : Command
{
    public SecretsCommand()
        : base("secrets", "Generates, installs, rotates and watches the secrets of a cluster, by kubectl.")
    {
        Subcommands.Add(new GenerateCommand());
        Subcommands.Add(new CreateCommand());
        Subcommands.Add(new RotateCommand());
        Subcommands.Add(new StatusCommand());
    }
}
