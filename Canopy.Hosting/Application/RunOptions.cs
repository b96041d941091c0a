using Aspire.Hosting;
using Canopy.Hosting.Publishing;
using Canopy.Hosting.Terminal;
using Microsoft.Extensions.Configuration;

namespace Canopy.Hosting.Application;

/// <summary>How the application runs, as told by command line and environment.</summary>
internal sealed record RunOptions(
    DistributedApplicationOperation Operation,
    string Publisher,
    PublishRequest Publish,
    bool IsTest,
    bool RandomizePorts,
    TerminalMode Terminal,
    string? DataFolderPath)
{
    public static RunOptions From(IConfiguration configuration, bool isTest)
    {
        var publish = PublishRequest.From(configuration);
        return new(
            PublishRequest.Operation(configuration),
            publish.Publisher ?? PublishRequest.ManifestPublisher,
            publish,
            isTest,
            configuration.GetValue("DcpPublisher:RandomizePorts", isTest),
            isTest ? TerminalMode.Silent : TerminalModes.Choose(configuration["CANOPY_TERMINAL"]),
            configuration["Canopy:DataFolder"]);
    }

    public DataFolder CreateDataFolder(AppHostInfo info) =>
        DataFolderPath is { } path ? new DataFolder(Path.GetFullPath(path), temporary: false) :
        IsTest || Operation == DistributedApplicationOperation.Publish ? DataFolder.Temporary() :
        DataFolder.ForAppHost(info.Directory, info.Name);
}
