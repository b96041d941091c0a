using Microsoft.Extensions.Logging;

namespace Canopy.Hosting.Logs;

/// <summary>Writes what the AppHost itself logs to a log of its own.</summary>
internal sealed class HostLoggerProvider(ResourceLogs logs) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new HostLogger(categoryName, logs.Of(ResourceLogs.HostName));

    public void Dispose()
    {
        // The log belongs to ResourceLogs.
    }

    private sealed class HostLogger(string category, ResourceLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var level = logLevel switch
            {
                LogLevel.Warning => "warn",
                LogLevel.Error => "fail",
                LogLevel.Critical => "crit",
                _ => "info",
            };
            var text = $"{level}: {category}: {formatter(state, exception)}";
            log.Write(exception is null ? text : $"{text}: {exception.Message}", logLevel >= LogLevel.Warning);
        }
    }
}
