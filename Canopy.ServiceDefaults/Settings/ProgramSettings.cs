using System.ComponentModel.DataAnnotations;
using Canopy.ServiceDefaults.Shutdown;

namespace Canopy.ServiceDefaults.Settings;

/// <summary>The keys that every program honours; the names are those of a deployment's ConfigMap.</summary>
public sealed class ProgramSettings
{
    /// <summary>What the installation is for. A name for telemetry and /info; it switches nothing.</summary>
    [SettingKey("CASCOR_ENV")]
    [OneOf("development", "dev", "test", "staging", "production", "prod", "stable", "exp", "quarantine")]
    public string? Environment { get; set; }

    /// <summary>Canopy's own log categories write at level Debug.</summary>
    [SettingKey("CASCOR_DEBUG")]
    public bool Debug { get; set; }

    /// <summary>Web trains in its own process, with neither Redis nor a backend.</summary>
    [SettingKey("CASCOR_DEMO_MODE")]
    public bool DemoMode { get; set; }

    /// <summary>Every write is refused (the archive tier).</summary>
    [SettingKey("CANOPY_READ_ONLY")]
    public bool ReadOnly { get; set; }

    /// <summary>The default log level.</summary>
    [SettingKey("LOG_LEVEL")]
    [OneOf("trace", "debug", "info", "information", "warn", "warning", "error", "critical", "none")]
    public string? LogLevel { get; set; }

    /// <summary>The port of /metrics and /info in production; it answers nothing else but health.</summary>
    [SettingKey("MANAGEMENT_PORT")]
    [Range(1, 65535)]
    public int? ManagementPort { get; set; }

    /// <summary>Sent with exported logs, as "Authorization: Bearer KEY".</summary>
    [SettingKey("LOG_API_KEY")]
    [RegularExpression(@"[^\s,]+", ErrorMessage = "must have neither blanks nor commas")]
    public string? LogApiKey { get; set; }

    /// <summary>How long a program that was told to stop waits before it does, so that a balancer sees that it is no longer ready.</summary>
    [SettingKey("SHUTDOWN_NOTICE_SECONDS")]
    [Range(0, ShutdownTimes.MaxNoticeSeconds)]
    public double? ShutdownNoticeSeconds { get; set; }
}
