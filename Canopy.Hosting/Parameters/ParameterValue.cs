using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Parameters;

/// <summary>Where the value of a parameter comes from.</summary>
internal static class ParameterValue
{
    public static string Find(IDistributedApplicationBuilder builder, string name, ParameterDefault? fallback, string? configurationKey = null)
    {
        var key = configurationKey ?? $"Parameters:{name}";

        // A shell cannot set a variable with a hyphen in its name, so an underscore will do.
        return builder.Configuration[key]
            ?? builder.Configuration[key.Replace('-', '_')]
            ?? fallback?.GetDefaultValue()
            ?? throw Missing($"Parameter '{name}'", key);
    }

    public static MissingParameterValueException Missing(string what, string key)
    {
        var variable = key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_');
        return new($"{what} has no value. Set it with `dotnet user-secrets set \"{key}\" VALUE` in the AppHost's folder, or the environment variable {variable}.");
    }
}

/// <summary>A value stated in the AppHost.</summary>
internal sealed class FixedParameterDefault(Func<string> value) : ParameterDefault
{
    public override string GetDefaultValue() => value();
}

/// <summary>A generated value that is kept, because data on disk may depend on it.</summary>
internal sealed class KeptParameterDefault(ParameterDefault inner, string key, SecretStore store) : ParameterDefault
{
    public static ParameterDefault Wrap(IDistributedApplicationBuilder builder, string name, ParameterDefault inner) =>
        builder.ExecutionContext.IsRunMode ? new KeptParameterDefault(inner, $"Parameters:{name}", SecretStore.Of(builder)) : inner;

    public override string GetDefaultValue() => store.GetOrAdd(key, inner.GetDefaultValue);
}

/// <summary>A connection string from configuration; to others it looks like a store.</summary>
internal sealed class ConnectionStringParameterResource : ParameterResource, IResourceWithConnectionString
{
    public ConnectionStringParameterResource(string name, Func<ParameterDefault?, string> callback, string? environmentVariableName)
        : base(name, callback, secret: true)
    {
        IsConnectionString = true;
        ConnectionStringEnvironmentVariable = environmentVariableName;
    }

    public string? ConnectionStringEnvironmentVariable { get; }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{(ParameterResource)this}");

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) => GetValueAsync(cancellationToken);
}
