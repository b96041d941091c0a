using Microsoft.Extensions.Configuration;

namespace Canopy.AppHost.Cache;

/// <summary>Where the cache of a run on this machine comes from.</summary>
internal abstract record CacheChoice
{
    /// <summary><c>process</c>, <c>container</c> or a connection string.</summary>
    public const string Key = "CANOPY_CACHE";

    private static readonly string[] Servers = ["redis-server", "valkey-server"];

    private CacheChoice()
    {
    }

    /// <summary>
    /// What <see cref="Key"/> says; without it a server of this machine, and a container where there is none. A container engine is never
    /// preferred: many are installed that do not work.
    /// </summary>
    public static CacheChoice Of(IConfiguration configuration) => configuration[Key] switch
    {
        null or "" => FindServer() is { } server ? new Process(server) : new Container(),
        "process" => FindServer() is { } server ? new Process(server) : new Impossible(
            $"{Key} is 'process', and neither {string.Join(" nor ", Servers)} is on the PATH. Install one (`apt-get install redis-server`), or set {Key} to 'container' or to a connection string."),
        "container" => new Container(),
        var text when text.Contains(':', StringComparison.Ordinal) => new Existing(text),
        var text => new Impossible($"{Key} is '{text}'; it can be 'process', 'container' or a connection string such as 'localhost:6379,password=…'."),
    };

    private static string? FindServer() => OperatingSystem.IsWindows()
        ? null
        : (from server in Servers
           from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
           let path = Path.Combine(folder, server)
           where File.Exists(path)
           select path).FirstOrDefault();

    /// <param name="Server">Path of the program.</param>
    public sealed record Process(string Server) : CacheChoice;

    public sealed record Container : CacheChoice;

    public sealed record Existing(string ConnectionString) : CacheChoice;

    public sealed record Impossible(string Problem) : CacheChoice;
}
