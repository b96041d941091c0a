using Aspire.Hosting;
using Canopy.Hosting.Application;
using Microsoft.Extensions.Configuration;

namespace Canopy.Hosting.Publishing;

/// <summary>What is to be published, and where to.</summary>
internal sealed record PublishRequest(string? Publisher, string? Step, string? OutputPath)
{
    public const string ManifestPublisher = "manifest";
    private const string ManifestStep = "publish-manifest";
    private const string ManifestFileName = "aspire-manifest.json";

    public static PublishRequest From(IConfiguration configuration) =>
        new(configuration[PublishSwitches.Publisher], configuration[PublishSwitches.Step], configuration[PublishSwitches.OutputPath]);

    /// <summary>Run or publish; a publisher alone means publish.</summary>
    public static DistributedApplicationOperation Operation(IConfiguration configuration) => configuration[PublishSwitches.Operation] switch
    {
        null => configuration[PublishSwitches.Publisher] is null ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish,
        { } text when Enum.TryParse<DistributedApplicationOperation>(text, ignoreCase: true, out var operation) && Enum.IsDefined(operation) => operation,
        { } text => throw new DistributedApplicationException($"--operation {text}: the operations are run and publish."),
    };

    /// <summary>Full path of the manifest that is asked for.</summary>
    /// <exception cref="StartupException">Something else is asked for, or no path is given.</exception>
    public string ManifestPath()
    {
        // Without step and publisher the tools mean the step "publish", which is about publishers of other packages.
        var asked = Step is not null ? $"step '{Step}'" : Publisher is not null ? $"publisher '{Publisher}'" : "step 'publish'";
        if (!string.Equals(Step ?? Publisher, Step is not null ? ManifestStep : ManifestPublisher, StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupException(
                [$"Without the Aspire packages there is no {asked}, only the manifest: use --publisher manifest --output-path PATH, and ./canopy generate for Kubernetes and Compose."]);
        }

        if (string.IsNullOrWhiteSpace(OutputPath))
        {
            throw new StartupException(["The manifest needs --output-path PATH: a file that ends in .json, or a folder."]);
        }

        var path = Path.GetFullPath(OutputPath);
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path : Path.Combine(path, ManifestFileName);
    }
}
