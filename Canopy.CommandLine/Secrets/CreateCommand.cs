using System.CommandLine;
using Canopy.CommandLine.Secrets.Cluster;
using Canopy.CommandLine.Secrets.Rotation;
using Canopy.CommandLine.Secrets.Values;

namespace Canopy.CommandLine.Secrets;

/// <summary><c>canopy secrets create</c>: an environment's Secrets from an .env file, all or none.</summary>
internal sealed class CreateCommand : Command, IProgramCommand
{
    private readonly ClusterArguments _cluster = new();

    private readonly CatalogueArgument _catalogue = new();

    private readonly Option<string> _file = new("--env-file")
    {
        HelpName = "FILE",
        Description = $"KEY=VALUE lines. Default: {EnvFile.DefaultPath} where you stand.",
    };

    private readonly Option<bool> _replace = new("--replace")
    {
        Description = "Change Secrets that exist; programs use the new values when their pods are replaced.",
    };

    public CreateCommand()
        : base("create", "Makes the Secrets of an environment from an .env file.")
    {
        _cluster.AddTo(this);
        Options.Add(_file);
        Options.Add(_replace);
        _catalogue.AddTo(this);
        SetAction(Run);
    }

    public int Run(ParseResult parsed)
    {
        using var stop = new StopSignal();
        var arguments = new Arguments(parsed);
        var path = arguments.Text(_file) ?? EnvFile.DefaultPath;
        var kubectl = _cluster.Read(arguments, stop);
        var catalogue = _catalogue.Read(arguments);
        var file = EnvFile.Read(path, arguments.Mistakes);
        if (file is not null && catalogue is not null)
        {
            GivenValues.Check(file, path, catalogue, arguments.Mistakes);
            GivenValues.CheckComplete(file, path, catalogue, arguments.Mistakes);
        }

        if (kubectl is not null)
        {
            Prerequisites.Check(kubectl, Prerequisites.WriteSecrets, arguments.Mistakes);
        }

        arguments.Mistakes.ThrowIfAny();
        GivenValues.WarnIfOpen(path);
        return Install(kubectl!, catalogue!, file!, arguments);
    }

    private int Install(Kubectl kubectl, SecretCatalogue catalogue, EnvFile file, Arguments arguments)
    {
        foreach (var value in file.Values.Values)
        {
            kubectl.Hide(value);
        }

        var store = new SecretStore(kubectl);
        var there = store.List();
        if (there.ContainsKey(Journal.Name))
        {
            arguments.Mistakes.Add($"A rotation is under way in namespace {kubectl.Namespace}; see 'canopy secrets status'.");
        }

        foreach (var secret in catalogue.Secrets.Where(s => there.ContainsKey(s.Name) && !arguments.Flag(_replace)))
        {
            arguments.Mistakes.Add($"The Secret {secret.Name} exists in namespace {kubectl.Namespace}; 'canopy secrets rotate' changes a key, --replace all of it.");
        }

        arguments.Mistakes.ThrowIfAny();
        var installation = new Installation(store, SecretObject.Stamp(TimeProvider.System.GetUtcNow()));
        foreach (var line in installation.Install(catalogue, file.Values, there))
        {
            Console.Out.WriteLine(line);
        }

        return ExitCode.Success;
    }
}
