using System.CommandLine;
using Canopy.CommandLine.Secrets.Values;

namespace Canopy.CommandLine.Secrets;

/// <summary>The part of a command line that names the catalogue of Secrets.</summary>
internal sealed class CatalogueArgument
{
    private readonly Option<string> _path = new("--catalogue")
    {
        HelpName = "FILE.json",
        Description = $"Which Secrets there are. Default: {SecretCatalogue.DefaultPath} of the repository.",
    };

    public void AddTo(Command command) => command.Options.Add(_path);

    public SecretCatalogue? Read(Arguments arguments) => SecretCatalogue.Read(arguments.Text(_path), arguments.Mistakes);
}
