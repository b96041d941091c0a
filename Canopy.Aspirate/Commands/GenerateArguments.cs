using System.CommandLine;
using System.Text.RegularExpressions;
using Canopy.Aspirate.Compose;
using Canopy.Aspirate.Genuine;
using Canopy.Aspirate.Kustomize;

namespace Canopy.Aspirate.Commands;

/// <summary>Options of <c>generate</c>; names, short names and defaults are those of <c>aspirate generate</c> 9.1.0.</summary>
internal sealed partial class GenerateArguments
{
    private readonly Option<string> _manifest = ManifestOption();
    private readonly Option<string> _outputPath = OutputPathOption();
    private readonly Option<string> _format = new("--output-format") { Description = "kustomize or compose.", DefaultValueFactory = _ => "kustomize" };
    private readonly Option<string> _registry = new("--container-registry", "-cr") { Description = "Registry of the images that are built." };
    private readonly Option<string> _prefix = new("--container-repository-prefix", "-crp") { Description = "Stands between registry and name of such an image." };
    private readonly Option<string[]> _tags = new("--container-image-tag", "-ct") { Description = "Tag of such an image; of several, the files name the first." };
    private readonly Option<string> _pullPolicy = new("--image-pull-policy") { Description = "IfNotPresent, Always or Never.", DefaultValueFactory = _ => "IfNotPresent" };
    private readonly Option<string> _namespace = new("--namespace") { Description = "Namespace of everything." };
    private readonly Option<bool> _dashboard = new("--include-dashboard") { Description = "Deploy the Aspire dashboard too." };
    private readonly Option<bool> _disableSecrets = new("--disable-secrets") { Description = "Write secrets that are given in plain text." };
    private readonly Option<string[]> _parameters = new("--parameter", "-pa") { Description = "Value of a parameter, as name=value." };

    // What these ask for is what happens anyway.
    private readonly Option<bool> _nonInteractive = new("--non-interactive") { Hidden = true };
    private readonly Option<bool> _skipBuild = new("--skip-build") { Hidden = true };
    private readonly Option<bool> _disableState = new("--disable-state") { Hidden = true };

    public GenerateArguments()
    {
        _format.AcceptOnlyFromAmong("kustomize", "compose");
        _pullPolicy.AcceptOnlyFromAmong("IfNotPresent", "Always", "Never");
        Demand(_registry, RegistryForm(), "a registry such as ghcr.io/owner, in small letters and without https://");
        Demand(_prefix, PrefixForm(), "a path such as team/app, in small letters");
        Demand(_tags, TagForm(), "a tag of letters, digits, '_', '.' and '-', at most 128 of them");
        Demand(_namespace, NamespaceForm(), "a namespace of small letters, digits and hyphens, at most 63 of them");
    }

    /// <summary>Those of the command.</summary>
    public IEnumerable<Option> All => [_manifest, _outputPath, _format, _disableSecrets, .. OfFiles];

    /// <summary>Those that say how files look.</summary>
    public IEnumerable<Option> OfFiles => [_registry, _prefix, _tags, _pullPolicy, _namespace, _dashboard, _parameters, _nonInteractive, _skipBuild, _disableState];

    public static Option<string> ManifestOption() => new("--aspire-manifest", "-m") { Description = "The manifest.", DefaultValueFactory = _ => "manifest.json" };

    public static Option<string> OutputPathOption() => new("--output-path", "-o") { Description = "Folder of the files.", DefaultValueFactory = _ => "aspirate-output" };

    public string ManifestPath(ParseResult arguments) => arguments.GetValue(_manifest)!;

    public string OutputPath(ParseResult arguments) => arguments.GetValue(_outputPath)!;

    public bool WantsCompose(ParseResult arguments) => arguments.GetValue(_format) == "compose";

    public KustomizeOptions ForKustomize(ParseResult arguments, AspirateSettings settings) => new()
    {
        ContainerRegistry = Registry(arguments, settings),
        ContainerRepositoryPrefix = Prefix(arguments, settings),
        ContainerImageTag = Tag(arguments, settings),
        ImagePullPolicy = arguments.GetValue(_pullPolicy)!,
        Namespace = arguments.GetValue(_namespace),
        IncludeDashboard = arguments.GetValue(_dashboard),
        DisableSecrets = arguments.CommandResult.Command.Options.Contains(_disableSecrets) && arguments.GetValue(_disableSecrets),
        Parameters = arguments.GetValue(_parameters) ?? [],
    };

    public ComposeOptions ForCompose(ParseResult arguments, AspirateSettings settings) => new()
    {
        ContainerRegistry = Registry(arguments, settings),
        ContainerRepositoryPrefix = Prefix(arguments, settings),
        ContainerImageTag = Tag(arguments, settings),
    };

    private static void Demand(Option option, Regex form, string what) => option.Validators.Add(result =>
    {
        foreach (var value in result.Tokens.Select(t => t.Value).Where(v => !form.IsMatch(v)))
        {
            result.AddError($"{option.Name} {value}: must be {what}.");
        }
    });

    private string? Registry(ParseResult arguments, AspirateSettings settings) => arguments.GetValue(_registry) ?? settings.Registry;

    private string? Prefix(ParseResult arguments, AspirateSettings settings) => arguments.GetValue(_prefix) ?? settings.RepositoryPrefix;

    private string Tag(ParseResult arguments, AspirateSettings settings) => (arguments.GetValue(_tags) ?? []).Concat(settings.Tags).FirstOrDefault("latest");

    [GeneratedRegex(@"^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*/?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RegistryForm();

    [GeneratedRegex("^[a-z0-9._-]+(/[a-z0-9._-]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PrefixForm();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TagForm();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamespaceForm();
}
