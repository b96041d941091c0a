namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is waited for.</summary>
public enum WaitType
{
    /// <summary>The other resource runs and its health checks pass.</summary>
    WaitUntilHealthy,

    /// <summary>The other resource has ended.</summary>
    WaitForCompletion,

    /// <summary>The other resource runs.</summary>
    WaitUntilStarted,
}

/// <summary>What happens when the other resource cannot get there.</summary>
public enum WaitBehavior
{
    /// <summary>Wait on: somebody may start it again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Give up.</summary>
    StopOnResourceUnavailable,
}

/// <summary>Holds a resource back until another is ready.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>What is waited for.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>The exit code that counts as success.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What happens when the other resource cannot get there; null for the application's rule.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}

/// <summary>The application's rules for waiting.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What happens when the other resource cannot get there.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}

/// <summary>The resource is not started with the application, only on command.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>How many copies of the resource run.</summary>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>How many.</summary>
    public int Replicas { get; } = replicas;
}
