using System.Globalization;
using System.Text.Json;
using Canopy.CasCor;
using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>
/// Reads the texts of a record. What this program does not know takes a default, so that the rest can still be shown, and its name is
/// kept in <see cref="Unknown"/>.
/// </summary>
internal sealed class RecordReader(IReadOnlyDictionary<string, string> fields)
{
    private readonly List<string> _unknown = [];

    public IReadOnlyCollection<string> Unknown => _unknown;

    /// <summary>Absent and empty mean the same.</summary>
    public string? Text(string field) => fields.TryGetValue(field, out var text) && text.Length > 0 ? text : null;

    /// <summary>A choice's text as JSON has it.</summary>
    public string? Name(string field) => Text(field) is { } text ? JsonNamingPolicy.SnakeCaseLower.ConvertName(text) : null;

    public long Long(string field) => Value<long>(field) ?? 0;

    public T? Value<T>(string field)
        where T : struct, IParsable<T>
        => Text(field) is not { } text ? null : T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : NotKnown<T>(field, text);

    public T? Choice<T>(string field)
        where T : struct, Enum
        => Text(field) is not { } text ? null : Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : NotKnown<T>(field, Name(field)!);

    /// <summary>A choice that every record has.</summary>
    public T Required<T>(string field, T otherwise)
        where T : struct, Enum
    {
        if (Text(field) is null)
        {
            _unknown.Add(field);
        }

        return Choice<T>(field) ?? otherwise;
    }

    public TrainingOptions? Options(string field) => Text(field) is { } json ? StoredOptions.Read(json, _unknown) : null;

    /// <summary>What never changes of the run.</summary>
    public RunDescription Spec(string id)
    {
        var json = Text(RunFields.Spec) ?? "";
        try
        {
            return JsonSerializer.Deserialize(json, ContractsJson.Default.RunDescription) ?? StoredSpec.ReadWhatIsKnown(id, json);
        }
        catch (JsonException)
        {
            _unknown.Add(RunFields.Spec);
            return StoredSpec.ReadWhatIsKnown(id, json);
        }
    }

    private T? NotKnown<T>(string field, string text)
        where T : struct
    {
        _unknown.Add($"{field} {text}");
        return null;
    }
}
