using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Info;

/// <summary>What this process is: name, version, commit, pod, since when.</summary>
internal sealed class ProgramInfo
{
    private readonly TimeProvider _time;
    private readonly long _from;

    public ProgramInfo(IHostEnvironment environment, IConfiguration configuration, TimeProvider time)
    {
        _time = time;
        _from = time.GetTimestamp();
        StartedAt = time.GetUtcNow();
        Name = configuration["OTEL_SERVICE_NAME"] ?? environment.ApplicationName;
        PodName = configuration["POD_NAME"];
        PodNamespace = configuration["POD_NAMESPACE"];

        var assembly = Assembly.GetEntryAssembly() ?? typeof(ProgramInfo).Assembly;
        // VERSION+COMMIT, where the build knows the commit.
        var parts = (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+', 2);
        Version = parts[0];
        Commit = configuration["CANOPY_COMMIT"] ?? (parts.Length > 1 ? parts[1] : null);
        BuildDate = Parse(configuration["CANOPY_BUILD_DATE"])
            ?? Parse(assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "BuildDate")?.Value)
            ?? FileDate(assembly);
    }

    public string Name { get; }

    public string Version { get; }

    public string? Commit { get; }

    public DateTimeOffset? BuildDate { get; }

    public string? PodName { get; }

    public string? PodNamespace { get; }

    public DateTimeOffset StartedAt { get; }

    public TimeSpan Uptime => _time.GetElapsedTime(_from);

    private static DateTimeOffset? Parse(string? text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    // A deterministic build has no date of its own; when the file was written is near enough.
    private static DateTimeOffset? FileDate(Assembly assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".dll");
        return File.Exists(path) ? new DateTimeOffset(File.GetLastWriteTimeUtc(path)) : null;
    }
}
