using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Parameters;

namespace Canopy.Hosting.Publishing;

/// <summary>Writes where a parameter's value comes from when nobody gives one; what is usual is left out.</summary>
internal static class ParameterDefaultWriter
{
    public static void Write(Utf8JsonWriter json, ParameterDefault? source)
    {
        switch (source)
        {
            case GenerateParameterDefault rules:
                json.WriteStartObject("default");
                json.WriteStartObject("generate");
                WriteRules(json, rules);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case FixedParameterDefault value:
                json.WriteStartObject("default");
                json.WriteString("value", value.GetDefaultValue());
                json.WriteEndObject();
                break;
            default:
                break;
        }
    }

    private static void WriteRules(Utf8JsonWriter json, GenerateParameterDefault rules)
    {
        json.WriteNumber("minLength", rules.MinLength);
        WriteForbidden(json, "lower", rules.Lower);
        WriteForbidden(json, "upper", rules.Upper);
        WriteForbidden(json, "numeric", rules.Numeric);
        WriteForbidden(json, "special", rules.Special);
        WriteFewest(json, "minLower", rules.MinLower);
        WriteFewest(json, "minUpper", rules.MinUpper);
        WriteFewest(json, "minNumeric", rules.MinNumeric);
        WriteFewest(json, "minSpecial", rules.MinSpecial);
    }

    private static void WriteForbidden(Utf8JsonWriter json, string key, bool allowed)
    {
        if (!allowed)
        {
            json.WriteBoolean(key, false);
        }
    }

    private static void WriteFewest(Utf8JsonWriter json, string key, int count)
    {
        if (count > 0)
        {
            json.WriteNumber(key, count);
        }
    }
}
