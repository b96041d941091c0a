using Canopy.ServiceDefaults.Settings;
using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Info;

/// <summary>Remembers the newest log entry of level Error or above.</summary>
[ProviderAlias("LastError")]
internal sealed class LastError(TimeProvider time, SecretMask mask) : ILoggerProvider
{
    private volatile ErrorBody? _newest;
    private long _count;

    public ErrorBody? Newest => _newest;

    public long Count => Interlocked.Read(ref _count);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    private void Remember(string category, LogLevel level, string message, Exception? exception)
    {
        Interlocked.Increment(ref _count);
        _newest = new ErrorBody(time.GetUtcNow(), level.ToString(), category, mask.Apply(message), exception?.GetType().Name);
    }

    private sealed class Logger(LastError owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error or LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                owner.Remember(category, logLevel, formatter(state, exception), exception);
            }
        }
    }
}
