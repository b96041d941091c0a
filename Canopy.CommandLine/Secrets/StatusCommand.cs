using System.CommandLine;
using Canopy.CommandLine.Secrets.Cluster;
using Canopy.CommandLine.Secrets.Rotation;

namespace Canopy.CommandLine.Secrets;

/// <summary><c>canopy secrets status</c>: which keys there are, how old they are, and whether a rotation is unfinished. No values.</summary>
internal sealed class StatusCommand : Command, IProgramCommand
{
    private readonly ClusterArguments _cluster = new();

    private readonly CatalogueArgument _catalogue = new();

    private readonly Option<bool> _check = new("--check")
    {
        Description = $"End with exit code {ExitCode.NeedsAttention} when something is missing, unfinished or older than {StatusTable.OldestDays} days.",
    };

    public StatusCommand()
        : base("status", "Shows the Secrets of an environment, their keys and ages; no values.")
    {
        _cluster.AddTo(this);
        Options.Add(_check);
        _catalogue.AddTo(this);
        SetAction(Run);
    }

    public int Run(ParseResult parsed)
    {
        using var stop = new StopSignal();
        var arguments = new Arguments(parsed);
        var kubectl = _cluster.Read(arguments, stop);
        var catalogue = _catalogue.Read(arguments);
        if (kubectl is not null)
        {
            Prerequisites.Check(kubectl, [Prerequisites.ReadSecrets], arguments.Mistakes);
        }

        arguments.Mistakes.ThrowIfAny();
        var store = new SecretStore(kubectl!);
        var secrets = store.List();
        var table = StatusTable.Of(catalogue!, secrets, TimeProvider.System.GetUtcNow());
        table.WriteTo(Console.Out);
        var unfinished = Journal.Find(secrets, store, TimeProvider.System);
        if (unfinished is not null)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(
                $"rotation of {unfinished.Key}: {(unfinished.IsHeld ? "under way" : "UNFINISHED")}, {(unfinished.IsBack ? "going back" : "going forward")} at step "
                + $"'{unfinished.Step}', since {unfinished.Started}, by {unfinished.HeldBy}");
        }

        return arguments.Flag(_check) && (table.NeedsAttention || unfinished is { IsHeld: false }) ? ExitCode.NeedsAttention : ExitCode.Success;
    }
}
