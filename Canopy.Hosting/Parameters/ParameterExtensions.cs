using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Parameters;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adding parameters and connection strings.</summary>
public static class ParameterResourceBuilderExtensions
{
    // Enough for 128 bits of randomness from letters and digits.
    private const int GeneratedLength = 22;

    /// <summary>Adds a parameter; its value comes from the configuration key <c>Parameters:name</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, fallback => ParameterValue.Find(builder, name, fallback), secret));

    /// <summary>Adds a parameter with the value to use when the configuration has none.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <inheritdoc cref="AddParameter(IDistributedApplicationBuilder, string, string, bool, bool)"/>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        if (publishValueAsDefault && secret)
        {
            throw new ArgumentException("A parameter cannot be both secret and published with its value.", nameof(secret));
        }

        var fixedValue = new FixedParameterDefault(valueGetter);
        return builder.AddResource(new ParameterResource(name, _ => ParameterValue.Find(builder, name, fixedValue), secret)
        {
            Default = publishValueAsDefault ? fixedValue : null,
        });
    }

    /// <summary>Adds a parameter with a rule that makes its value; with <paramref name="persist"/> the value is kept.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(new ParameterResource(name, fallback => ParameterValue.Find(builder, name, fallback), secret)
        {
            Default = persist ? KeptParameterDefault.Wrap(builder, name, value) : value,
        });

    /// <summary>Adds a parameter whose value comes from another configuration key.</summary>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, fallback => ParameterValue.Find(builder, name, fallback, configurationKey), secret));

    /// <summary>Adds a connection string to something that runs elsewhere: the configuration key <c>ConnectionStrings:name</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new ConnectionStringParameterResource(
            name,
            _ => builder.Configuration.GetConnectionString(name) ?? throw ParameterValue.Missing($"Connection string '{name}'", $"ConnectionStrings:{name}"),
            environmentVariableName));

    /// <summary>Says what a parameter is for.</summary>
    public static IResourceBuilder<ParameterResource> WithDescription(this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        builder.Resource.Description = description;
        return builder;
    }

    /// <summary>Makes a secret parameter whose value is generated once and kept.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true, int minLower = 0, int minUpper = 0, int minNumeric = 0, int minSpecial = 0) =>
        CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault
        {
            MinLength = GeneratedLength,
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    /// <summary>Makes a parameter whose value is generated once and kept.</summary>
    public static ParameterResource CreateGeneratedParameter(IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault) =>
        new(name, fallback => ParameterValue.Find(builder, name, fallback), secret)
        {
            Default = KeptParameterDefault.Wrap(builder, name, parameterDefault),
        };
}
