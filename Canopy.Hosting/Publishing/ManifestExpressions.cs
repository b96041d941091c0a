using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Publishing;

/// <summary>Turns the values of an AppHost into the expressions of a manifest, and remembers what the manifest must then hold too.</summary>
internal sealed class ManifestExpressions
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Resources that values refer to, whether or not they are part of the model.</summary>
    public OrderedDictionary<string, IResource> Referenced { get; } = new(StringComparer.Ordinal);

    /// <summary>Percent-encoded parameters, by the name under which they stand in the manifest.</summary>
    public OrderedDictionary<string, ParameterResource> UriEncoded { get; } = new(StringComparer.Ordinal);

    /// <summary>Choices between two texts, by the name under which they stand in the manifest.</summary>
    public OrderedDictionary<string, ReferenceExpression> Conditionals { get; } = new(StringComparer.Ordinal);

    /// <summary>The value as the manifest has it.</summary>
    /// <exception cref="DistributedApplicationException">It refers to an endpoint that does not exist, or cannot stand in a manifest.</exception>
    public string Text(object? value)
    {
        Register(value);
        return value switch
        {
            null => string.Empty,
            string text => text,
            IResourceBuilder<IResource> builder => Text(builder.Resource),
            ReferenceExpression { IsConditional: false } expression => Compose(expression),
            IManifestExpressionProvider provider => provider.ValueExpression,
            IValueProvider => throw new DistributedApplicationException($"A value of type '{value.GetType()}' has no expression for the manifest."),
            IFormattable formattable => formattable.ToString(null, null),
            _ => value.ToString() ?? string.Empty,
        };
    }

    private string Compose(ReferenceExpression expression)
    {
        var parts = new object?[expression.ValueProviders.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = expression.StringFormats[i] is { } format
                ? Formatted(expression.ValueProviders[i], format)
                : Text(expression.ValueProviders[i]);
        }

        return string.Format(expression.Format, parts);
    }

    private string Formatted(IValueProvider value, string format)
    {
        if (value is not ParameterResource parameter || format is not "uri")
        {
            throw new DistributedApplicationException($"The manifest can hold a parameter in the format 'uri', and not '{Text(value)}' in the format '{format}'.");
        }

        var name = $"{parameter.Name}-uri-encoded";
        Register(parameter);
        UriEncoded[name] = parameter;
        return $"{{{name}.value}}";
    }

    private void Register(object? value)
    {
        if (value is null or string || !_seen.Add(value))
        {
            return;
        }

        if (value is EndpointReference { Exists: false } missing)
        {
            throw new DistributedApplicationException(
                $"The endpoint '{missing.EndpointName}' is not defined for the resource '{missing.Resource.Name}'; it has: {Names(missing.Resource)}.");
        }

        if (value is IResource resource)
        {
            Referenced.TryAdd(resource.Name, resource);
        }

        if (value is ReferenceExpression { IsConditional: true } conditional)
        {
            Conditionals.TryAdd(conditional.Name, conditional);
            Register(conditional.Condition);
            return;
        }

        foreach (var part in (value as IValueWithReferences)?.References ?? [])
        {
            Register(part);
        }
    }

    private static string Names(IResource resource)
    {
        var names = resource.Annotations.OfType<EndpointAnnotation>().Select(e => e.Name).ToArray();
        return names.Length == 0 ? "none" : string.Join(", ", names);
    }
}
