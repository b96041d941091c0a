namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that every resource can be in.</summary>
public static class KnownResourceStates
{
    /// <summary>It will be started on command only.</summary>
    public static readonly string NotStarted = "NotStarted";

    /// <summary>It waits for another resource.</summary>
    public static readonly string Waiting = "Waiting";

    /// <summary>Its process is being created.</summary>
    public static readonly string Starting = "Starting";

    /// <summary>Its process runs.</summary>
    public static readonly string Running = "Running";

    /// <summary>A container that its own health check calls unwell.</summary>
    public static readonly string RuntimeUnhealthy = "RuntimeUnhealthy";

    /// <summary>It has been told to end.</summary>
    public static readonly string Stopping = "Stopping";

    /// <summary>It has ended, with an error or because it was told to.</summary>
    public static readonly string Exited = "Exited";

    /// <summary>It has ended by itself, without an error.</summary>
    public static readonly string Finished = "Finished";

    /// <summary>It could not be started.</summary>
    public static readonly string FailedToStart = "FailedToStart";

    /// <summary>A resource without a process that can be used.</summary>
    public static readonly string Active = "Active";

    /// <summary>The states in which nothing happens until somebody starts the resource again.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

/// <summary>How a state is coloured.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>Good.</summary>
    public static readonly string Success = "success";

    /// <summary>Bad.</summary>
    public static readonly string Error = "error";

    /// <summary>Neither.</summary>
    public static readonly string Info = "info";

    /// <summary>Doubtful.</summary>
    public static readonly string Warn = "warn";
}
