using Microsoft.Extensions.Configuration;

namespace Canopy.Hosting.Publishing;

/// <summary>The switches by which tools tell an AppHost what to do, and the configuration keys they stand for.</summary>
/// <remarks>Names and keys are Aspire's, so that its tools and Aspirate work with this engine too.</remarks>
internal static class PublishSwitches
{
    public const string Operation = "AppHost:Operation";
    public const string Publisher = "Publishing:Publisher";
    public const string OutputPath = "Publishing:OutputPath";
    public const string Step = "Pipeline:Step";

    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["--operation"] = Operation,
        ["--publisher"] = Publisher,
        ["--output-path"] = OutputPath,
        ["--step"] = Step,
    };

    public static void AddTo(IConfigurationBuilder configuration, string[]? args) => configuration.AddCommandLine(args ?? [], Keys);
}
