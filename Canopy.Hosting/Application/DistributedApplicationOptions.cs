namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>Name of the AppHost's assembly, when it is not the program that runs.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Folder of the AppHost's project, when its assembly does not tell.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Whether to do without the dashboard.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Name shown in the dashboard.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether plain HTTP is good enough for the dashboard.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>Whether the output of resources goes to the AppHost's log too.</summary>
    public bool EnableResourceLogging { get; set; }
}

/// <summary>What the application is asked to do.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>Run here.</summary>
    Run,

    /// <summary>Describe itself for another place.</summary>
    Publish,
}

/// <summary>What the application is asked to do.</summary>
public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
{
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
        : this(operation, "manifest")
    {
    }

    /// <summary>Run or publish.</summary>
    public DistributedApplicationOperation Operation { get; } = operation;

    /// <summary>For whom it is published.</summary>
    public string PublisherName { get; set; } = publisherName;

    /// <summary>Whether it is to run here.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>Whether it is to describe itself.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;
}

/// <summary>Something is wrong with the application's description.</summary>
public class DistributedApplicationException : Exception
{
    public DistributedApplicationException()
    {
    }

    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
