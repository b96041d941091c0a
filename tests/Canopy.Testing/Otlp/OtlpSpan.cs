using System.Globalization;

namespace Canopy.Testing.Otlp;

/// <summary>A span as OTLP has it (opentelemetry/proto/trace/v1/trace.proto).</summary>
/// <param name="Service">The program's service.name.</param>
/// <param name="Source">The scope: whose instrumentation made it.</param>
/// <param name="ParentId">Empty of a root.</param>
/// <param name="Attributes">Values as text.</param>
/// <param name="Links">Ids of the traces that it points to.</param>
/// <param name="Error">What the status says where it is an error, else null.</param>
public sealed record OtlpSpan(
    string Service, string Source, string TraceId, string SpanId, string ParentId, string Name,
    IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Links, string? Error)
{
    public bool IsRoot => ParentId.Length == 0;

    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    public static IEnumerable<OtlpSpan> ReadAll(byte[] request)
    {
        foreach (var resourceSpans in Protobuf.Fields(request).Where(f => f.Number == 1))
        {
            var fields = Protobuf.Fields(resourceSpans.Bytes).ToList();
            var resource = fields.Where(f => f.Number == 1).SelectMany(f => Protobuf.Fields(f.Bytes)).Where(f => f.Number == 1);
            var service = ReadAttributes(resource).GetValueOrDefault("service.name", "");
            foreach (var scopeSpans in fields.Where(f => f.Number == 2).Select(f => Protobuf.Fields(f.Bytes).ToList()))
            {
                var source = scopeSpans.Where(f => f.Number == 1).SelectMany(f => Protobuf.Fields(f.Bytes)).FirstOrDefault(f => f.Number == 1).Text;
                foreach (var span in scopeSpans.Where(f => f.Number == 2))
                {
                    yield return Read(service, source, [.. Protobuf.Fields(span.Bytes)]);
                }
            }
        }
    }

    private static OtlpSpan Read(string service, string source, List<ProtobufField> fields)
    {
        var status = fields.Where(f => f.Number == 15).SelectMany(f => Protobuf.Fields(f.Bytes)).ToList();
        return new OtlpSpan(
            service, source, Hex(fields, 1), Hex(fields, 2), Hex(fields, 4),
            fields.First(f => f.Number == 5).Text,
            ReadAttributes(fields.Where(f => f.Number == 9)),
            [.. fields.Where(f => f.Number == 13).Select(f => Hex([.. Protobuf.Fields(f.Bytes)], 1))],
            status.Any(f => f is { Number: 3, Value: 2 }) ? status.FirstOrDefault(f => f.Number == 2).Text : null);
    }

    private static Dictionary<string, string> ReadAttributes(IEnumerable<ProtobufField> attributes)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in attributes.Select(a => Protobuf.Fields(a.Bytes).ToList()))
        {
            var value = pair.Where(f => f.Number == 2).SelectMany(f => Protobuf.Fields(f.Bytes)).FirstOrDefault();
            read[pair.First(f => f.Number == 1).Text] = value.Number switch
            {
                1 => value.Text,
                2 => value.Value == 1 ? "true" : "false",
                3 => ((long)value.Value).ToString(CultureInfo.InvariantCulture),
                4 => BitConverter.UInt64BitsToDouble(value.Value).ToString("R", CultureInfo.InvariantCulture),
                _ => "",
            };
        }

        return read;
    }

    private static string Hex(List<ProtobufField> fields, int number)
        => Convert.ToHexStringLower(fields.FirstOrDefault(f => f.Number == number).Bytes ?? []);
}
