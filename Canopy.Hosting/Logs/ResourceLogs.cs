using System.Collections.Concurrent;
using Canopy.Hosting.Application;

namespace Canopy.Hosting.Logs;

/// <summary>The logs of all copies of all resources, and of the host itself.</summary>
internal sealed class ResourceLogs(DataFolder dataFolder) : IDisposable
{
    public const string HostName = "apphost";
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Called for each line that any resource writes.</summary>
    public Action<ResourceLog, LogLine>? Written { get; set; }

    public ResourceLog Of(string resourceId) => _logs.GetOrAdd(resourceId, id =>
    {
        var log = new ResourceLog(id, dataFolder.LogFile(id));
        log.Written += line => Written?.Invoke(log, line);
        return log;
    });

    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Dispose();
        }
    }
}
