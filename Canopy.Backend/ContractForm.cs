using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Canopy.CasCor;
using Canopy.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Canopy.Backend;

/// <summary>
/// Has the OpenAPI document say what <see cref="ContractsJson"/> really writes: which fields are always there, that nothing is null but
/// what says so, which words a text may be, and that a number may be NaN. The page's types and checks are generated from it.
/// </summary>
internal sealed class ContractForm : IOpenApiSchemaTransformer, IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property && Find<AllowedValuesAttribute>(property) is { } allowed)
        {
            schema.Enum = [.. allowed.Values.Select(word => word is string text ? JsonValue.Create(text) : JsonNullSentinel.JsonNull)];
        }

        var type = context.JsonTypeInfo;
        if (type.Kind == JsonTypeInfoKind.Object && (type.Type.Assembly == typeof(ContractsJson).Assembly || type.Type.Assembly == typeof(Network).Assembly))
        {
            schema.Required = type.Properties.Where(IsAlwaysThere).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        }

        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var schema in document.Components?.Schemas?.Values.ToArray() ?? [])
        {
            Describe(schema, mayBeNull: false);
        }

        return Task.CompletedTask;
    }

    private static bool IsAlwaysThere(JsonPropertyInfo property)
        => property.Get is not null && Find<MayBeAbsentAttribute>(property) is null
            && (!IsNullable(property) || Find<JsonIgnoreAttribute>(property)?.Condition == JsonIgnoreCondition.Never);

    private static bool IsNullable(JsonPropertyInfo property)
        => property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is not null : property.IsGetNullable;

    private static T? Find<T>(JsonPropertyInfo property)
        where T : Attribute
        => property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();

    private static IOpenApiSchema Describe(IOpenApiSchema given, bool mayBeNull)
    {
        if (given is not OpenApiSchema schema)
        {
            return given;
        }

        if (!mayBeNull && schema.OneOf?.FirstOrDefault(s => s.Type != JsonSchemaType.Null) is { } only && schema.OneOf.Count == 2)
        {
            return only;
        }

        if (schema.AnyOf is [OpenApiSchema number, OpenApiSchema { Enum: not null } words])
        {
            // JSON has no number for NaN and the infinities.
            (schema.Type, words.Type, number.Format, schema.Format) = (null, JsonSchemaType.String, schema.Format ?? number.Format, null);
        }
        else if (schema.Enum is not null)
        {
            schema.Type ??= JsonSchemaType.String;
        }

        if (!mayBeNull)
        {
            schema.Type &= ~JsonSchemaType.Null;
            schema.Enum = schema.Enum?.Where(word => !JsonNullSentinel.IsJsonNullSentinel(word)).ToList();
        }

        foreach (var (name, property) in schema.Properties?.ToArray() ?? [])
        {
            schema.Properties![name] = Describe(property, mayBeNull: schema.Required?.Contains(name) == true);
        }

        schema.Items = schema.Items is { } items ? Describe(items, mayBeNull: false) : null;
        schema.AdditionalProperties = schema.AdditionalProperties is { } values ? Describe(values, mayBeNull: false) : null;
        return schema;
    }
}
