using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Publishing;

/// <summary>Writes the manifest: what tools need to know of the application to deploy it.</summary>
/// <remarks>Form and order follow Aspire 13.5.2; the schema is https://json.schemastore.org/aspire-8.0.json.</remarks>
internal sealed class ManifestWriter(DistributedApplicationModel model, DistributedApplicationExecutionContext execution)
{
    // Read by people and written to a file, never into a page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    /// <param name="folder">Folder that the manifest will lie in; paths in it are relative to that.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>UTF-8 text of the manifest.</returns>
    public async Task<byte[]> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        await using (var json = new Utf8JsonWriter(text, Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("resources");
            var expressions = new ManifestExpressions();
            var resources = new ResourceWriter(json, expressions, execution, folder);
            foreach (var resource in model.Resources)
            {
                await resources.WriteAsync(resource, cancellationToken);
            }

            await WriteReferencedAsync(resources, expressions, cancellationToken);
            WriteUriEncoded(json, expressions);
            await WriteConditionalsAsync(json, expressions, cancellationToken);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        text.WriteByte((byte)'\n');
        return text.ToArray();
    }

    /// <summary>Resources that are in no list but in a value, such as a generated password; writing one may bring up another.</summary>
    private async Task WriteReferencedAsync(ResourceWriter resources, ManifestExpressions expressions, CancellationToken cancellationToken)
    {
        var written = model.Resources.Select(r => r.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        while (expressions.Referenced.Values.FirstOrDefault(r => !written.Contains(r.Name)) is { } resource)
        {
            written.Add(resource.Name);
            await resources.WriteAsync(resource, cancellationToken);
        }
    }

    private static void WriteUriEncoded(Utf8JsonWriter json, ManifestExpressions expressions)
    {
        foreach (var (name, parameter) in expressions.UriEncoded)
        {
            json.WriteStartObject(name);
            json.WriteString("type", "annotated.string");
            json.WriteString("value", parameter.ValueExpression);
            json.WriteString("filter", "uri");
            json.WriteEndObject();
        }
    }

    /// <summary>What decides is known by now, so the manifest has the chosen text only.</summary>
    private static async Task WriteConditionalsAsync(Utf8JsonWriter json, ManifestExpressions expressions, CancellationToken cancellationToken)
    {
        for (var i = 0; i < expressions.Conditionals.Count; i++)
        {
            var (name, conditional) = expressions.Conditionals.GetAt(i);
            json.WriteStartObject(name);
            json.WriteString("type", "value.v0");
            json.WriteString("connectionString", expressions.Text(await conditional.ChooseAsync(new ValueProviderContext(), cancellationToken)));
            json.WriteEndObject();
        }
    }
}
