using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Canopy.AppHost.Publishing;

/// <summary>What a pipeline says when nothing but a terminal listens: a line for each thing, and each failure once.</summary>
/// <remarks>
/// Aspire logs a failure once for the step, once for the pipeline and twice for the host, each with all stack traces. The aspire command,
/// which draws what happens itself, sees none of this.
/// </remarks>
internal sealed class PublishingConsole(IOptions<PublishingConsole.Options> options) : ConsoleFormatter(FormatterName)
{
    private const string FormatterName = "publishing";

    private readonly HashSet<Exception> _said = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes the place of the usual console while the AppHost publishes.</summary>
    public static void AddTo(IDistributedApplicationBuilder builder) => builder.Services.AddLogging(logging => logging
        .AddConsole(console =>
        {
            console.FormatterName = FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Warning;
        })
        .AddConsoleFormatter<PublishingConsole, Options>(own => own.Details = builder.Configuration.GetValue("Pipeline:IncludeExceptionDetails", false)));

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, null);
        if (logEntry.Exception is { } exception)
        {
            var reason = Innermost(exception);
            if (!_said.Add(reason))
            {
                return;
            }

            message = options.Value.Details ? $"{message}{Environment.NewLine}{exception}"
                : message.Contains(reason.Message, StringComparison.Ordinal) ? message
                : $"{message.TrimEnd('.')}: {reason.Message}";
        }

        textWriter.WriteLine(logEntry.LogLevel < LogLevel.Warning ? message : $"{(logEntry.LogLevel == LogLevel.Warning ? "warning" : "error")}: {message}");
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;

    internal sealed class Options : ConsoleFormatterOptions
    {
        /// <summary>Whether stack traces are wanted (<c>--include-exception-details</c>).</summary>
        public bool Details { get; set; }
    }
}
