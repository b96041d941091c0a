using System.CommandLine;
using Canopy.Aspirate.Compose;
using Canopy.Aspirate.Genuine;
using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;

namespace Canopy.Aspirate.Commands;

/// <summary>How the files of an AppHost that publishes are to look.</summary>
/// <param name="Kustomize">The kustomize base.</param>
/// <param name="Compose">The Compose file.</param>
/// <param name="Unknown">Options on the command line that are neither ours nor known as Aspire's: misspelt, or of a newer Aspire.</param>
public sealed record PublishOptions(KustomizeOptions Kustomize, ComposeOptions Compose, IReadOnlyList<string> Unknown)
{
    private static readonly string[] Aspires =
        ["--operation", "--step", "--publisher", "--output-path", "--environment", "--log-level", "--include-exception-details", "--clear-cache", "--list-steps", "--yes"];

    /// <summary>Takes our options out of an AppHost's command line; what they leave open comes from <c>aspirate.json</c>. All else is Aspire's.</summary>
    /// <exception cref="ManifestException">An option's value is not accepted.</exception>
    public static PublishOptions Parse(IReadOnlyList<string> args, string appHost)
    {
        var options = new GenerateArguments();
        var command = new Command("publish") { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in options.OfFiles)
        {
            command.Options.Add(option);
        }

        var arguments = command.Parse(args);
        if (arguments.Errors.Count > 0)
        {
            throw new ManifestException([.. arguments.Errors.Select(e => e.Message)]);
        }

        var settings = AspirateSettings.Read(appHost);
        return new(options.ForKustomize(arguments, settings), options.ForCompose(arguments, settings), [.. arguments.UnmatchedTokens.Where(IsUnknown)]);
    }

    // Others, such as --Parameters:region=eu, are settings.
    private static bool IsUnknown(string token) =>
        token.StartsWith('-') && token.All(c => char.IsAsciiLetterLower(c) || c is '-') && !Aspires.Contains(token, StringComparer.Ordinal);
}
