using System.Text.Json;

namespace Canopy.Contracts;

/// <summary>Gives a framework's serialiser options the form of <see cref="ContractsJson"/>.</summary>
public static class ContractsJsonOptions
{
    /// <summary>Same names, same enums, same numbers; types come from the generated context first.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        var form = ContractsJson.Default.Options;
        options.PropertyNamingPolicy = form.PropertyNamingPolicy;
        options.DefaultIgnoreCondition = form.DefaultIgnoreCondition;
        options.NumberHandling = form.NumberHandling;
        options.UnmappedMemberHandling = form.UnmappedMemberHandling;
        foreach (var converter in form.Converters)
        {
            options.Converters.Add(converter);
        }

        options.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
    }
}
