using System.CommandLine;
using System.Text;
using Canopy.CommandLine.Secrets.Values;

namespace Canopy.CommandLine.Secrets;

/// <summary><c>canopy secrets generate</c>: an .env file with every value that can be made by chance.</summary>
internal sealed class GenerateCommand : Command, IProgramCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly CatalogueArgument _catalogue = new();

    private readonly Option<string> _file = new("--env-file")
    {
        HelpName = "FILE",
        Description = $"Where values go; those that it has stay. Default: {EnvFile.DefaultPath} where you stand.",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Make new values for keys that have one." };

    public GenerateCommand()
        : base("generate", "Writes an .env file (mode 600) with every value that can be generated.")
    {
        Options.Add(_file);
        Options.Add(_force);
        _catalogue.AddTo(this);
        SetAction(Run);
    }

    public int Run(ParseResult parsed)
    {
        var arguments = new Arguments(parsed);
        var path = arguments.Text(_file) ?? EnvFile.DefaultPath;
        var catalogue = _catalogue.Read(arguments);
        var file = File.Exists(path) ? EnvFile.Read(path, arguments.Mistakes) : EnvFile.Empty();
        var output = OutputFile.Prepare(path, replace: true, arguments.Mistakes);
        arguments.Mistakes.ThrowIfAny();

        var summary = Fill(file!, catalogue!, arguments.Flag(_force));
        output!.Write(Encoding.UTF8.GetBytes(file!.ToString()), OwnerOnly);
        summary.WriteTo(Console.Out, path);
        return ExitCode.Success;
    }

    private static Summary Fill(EnvFile file, SecretCatalogue catalogue, bool force)
    {
        var summary = new Summary();
        foreach (var key in catalogue.Keys)
        {
            // A value before is only there while a rotation is under way; what makes one is `rotate`.
            var isMade = key is { Generate: not null, IsPrevious: false };
            if (file.Values.ContainsKey(key.Name) && !(force && isMade))
            {
                summary.Kept.Add(key.Name);
            }
            else if (isMade)
            {
                file.Set(key, SecretGenerator.Generate(key) ?? throw new OutputException($"{key.Name}: there is no way '{key.Generate}' to make a value."));
                summary.Generated.Add(key.Name);
            }
            else
            {
                if (!file.Names(key.Name))
                {
                    file.Set(key, "");
                }

                (key.Required ? summary.Missing : summary.Optional).Add(key.Name);
            }
        }

        return summary;
    }

    private sealed class Summary
    {
        public List<string> Generated { get; } = [];

        public List<string> Kept { get; } = [];

        public List<string> Missing { get; } = [];

        public List<string> Optional { get; } = [];

        public void WriteTo(TextWriter output, string path)
        {
            foreach (var (name, keys) in new[] { ("generated", Generated), ("kept", Kept), ("to_be_given", Missing), ("optional", Optional) })
            {
                if (keys.Count > 0)
                {
                    output.WriteLine($"{name}: {string.Join(", ", keys)}");
                }
            }

            output.WriteLine($"wrote: {path}");
        }
    }
}
