using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Settings;

/// <summary>LOG_LEVEL and CASCOR_DEBUG over what appsettings say; quiet frameworks under it.</summary>
internal sealed class LogLevels(IConfiguration configuration) : IPostConfigureOptions<LoggerFilterOptions>
{
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // Of rules for the same category the last wins: the first ones only fill gaps.
        // Every failed probe would be an error with a stack trace; HealthHistory says what changed instead.
        options.Rules.Insert(0, Rule("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        options.Rules.Insert(0, Rule("Microsoft.AspNetCore", LogLevel.Warning));
        options.Rules.Insert(0, Rule("Microsoft.Extensions", LogLevel.Warning));
        options.Rules.Insert(0, Rule("System.Net.Http", LogLevel.Warning));
        // Dozens of lines for every connection, and one with a stack trace for every try while Redis is away; RedisClient and RedisCheck say it in one.
        options.Rules.Insert(0, Rule("StackExchange.Redis", LogLevel.Critical));
        // A repeated read is no news.
        options.Rules.Insert(0, Rule("Polly", LogLevel.Error));
        options.Rules.Insert(0, Rule("Microsoft.Hosting.Lifetime", LogLevel.Information));

        var settings = configuration.GetProgramSettings();
        if (Level(settings.LogLevel) is { } level)
        {
            options.Rules.Add(Rule(null, level));
        }

        if (settings.Debug)
        {
            options.Rules.Add(Rule("Canopy", LogLevel.Debug));
        }
    }

    private static LoggerFilterRule Rule(string? category, LogLevel level) => new(null, category, level, null);

    private static LogLevel? Level(string? text) => text?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFO" or "INFORMATION" => LogLevel.Information,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" => LogLevel.Critical,
        "NONE" => LogLevel.None,
        _ => null,
    };
}
