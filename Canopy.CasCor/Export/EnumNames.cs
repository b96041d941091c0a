using System.Text.Json;

namespace Canopy.CasCor.Export;

/// <summary>Names of an enumeration's values in files: snake_case.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();
    private static readonly string[] Names = [.. Values.Select(v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()))];

    public static string All { get; } = string.Join(", ", Names);

    public static string Of(T value) => Names[Array.IndexOf(Values, value)];

    public static bool TryParse(string name, out T value)
    {
        int index = Array.IndexOf(Names, name);
        value = index < 0 ? default : Values[index];
        return index >= 0;
    }
}
