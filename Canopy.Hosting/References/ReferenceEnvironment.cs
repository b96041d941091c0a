namespace Aspire.Hosting.ApplicationModel;

/// <summary>What WithReference puts into the environment.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>ConnectionStrings__name</c>.</summary>
    ConnectionString = 1,

    /// <summary><c>NAME_HOST</c>, <c>NAME_PORT</c> and the like.</summary>
    ConnectionProperties = 2,

    /// <summary><c>services__name__endpoint__0</c>.</summary>
    ServiceDiscovery = 4,

    /// <summary><c>NAME_ENDPOINT</c>.</summary>
    Endpoints = 8,

    /// <summary>All of these.</summary>
    All = ConnectionString | ConnectionProperties | ServiceDiscovery | Endpoints,
}

/// <summary>Limits what WithReference puts into the environment of a resource.</summary>
public sealed class ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags flags) : IResourceAnnotation
{
    /// <summary>What is let through.</summary>
    public ReferenceEnvironmentInjectionFlags Flags { get; } = flags;
}

internal static class ReferenceEnvironment
{
    /// <summary>Read when the environment is built, so that the order of statements in the AppHost does not matter.</summary>
    public static bool Injects(this IResource resource, ReferenceEnvironmentInjectionFlags flag) =>
        ((resource.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var limit) ? limit.Flags : ReferenceEnvironmentInjectionFlags.All) & flag) != ReferenceEnvironmentInjectionFlags.None;

    /// <summary>A name as it may stand in an environment variable.</summary>
    public static string VariableName(string name)
    {
        var safe = string.Create(name.Length, name, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
            }
        });
        return char.IsAsciiDigit(safe[0]) ? $"_{safe}" : safe;
    }
}
