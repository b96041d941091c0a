using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Canopy.ServiceDefaults.Settings;

/// <summary>One property of an options class: where its value comes from, and what is accepted there.</summary>
internal sealed class Setting(PropertyInfo property, string? section)
{
    private const string Truths = "true, false, 1, 0, yes, no, on, off";
    private readonly string? _ownKey = property.GetCustomAttribute<SettingKeyAttribute>()?.Key;

    public string Name => property.Name;

    private string SectionKey => section is null ? property.Name : $"{section}:{property.Name}";

    private Type ValueType => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    /// <summary>What a list is of; null for a single value. Lists are bound as arrays.</summary>
    private Type? ItemType => property.PropertyType switch
    {
        { IsArray: true } array => array.GetElementType(),
        { IsGenericType: true, IsInterface: true } list => list.GetGenericArguments()[0],
        _ => null,
    };

    public static IEnumerable<Setting> Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type options, string? section)
        => options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite && p.GetIndexParameters().Length == 0)
            .Select(p => new Setting(p, section));

    /// <summary>Sets the property from the configuration; returns what is wrong with the value, if anything.</summary>
    public string? Bind(object target, IConfiguration configuration)
    {
        var key = Key(configuration);
        var raw = configuration[key];
        var items = configuration.GetSection(key).GetChildren().Select(child => child.Value).ToList();
        if (items.Count == 0 && string.IsNullOrEmpty(raw))
        {
            // An empty value is what a ConfigMap has for "not set".
            return null;
        }

        try
        {
            property.SetValue(target, ItemType is { } itemType
                ? List(items.Count > 0 ? items : raw!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), itemType)
                : Single(raw ?? "", ValueType));
            return null;
        }
        catch (Exception exception) when (exception is FormatException or InvalidCastException or OverflowException or ArgumentException)
        {
            return Mistake(key, raw ?? string.Join(", ", items));
        }
    }

    /// <summary>What the property's attributes find wrong with its value.</summary>
    public string? Check(object target, IConfiguration configuration)
    {
        var value = property.GetValue(target);
        var context = new ValidationContext(target, property.Name, serviceProvider: null, items: null) { MemberName = property.Name };
        foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (attribute.GetValidationResult(value, context) is not { } failure)
            {
                continue;
            }

            var key = Key(configuration);
            return attribute switch
            {
                RequiredAttribute => $"{Named(key)} is missing; {Accepted()}",
                RangeAttribute or DurationRangeAttribute or OneOfAttribute or AllowedValuesAttribute => Mistake(key, configuration[key] ?? value?.ToString()),
                _ => $"{Named(key)}: {failure.ErrorMessage}",
            };
        }

        return null;
    }

    private string Key(IConfiguration configuration)
        => _ownKey is not null && (section is null || !string.IsNullOrEmpty(configuration[_ownKey])) ? _ownKey : SectionKey;

    private string Mistake(string key, string? raw)
        => $"{Named(key)} is {(SecretMask.IsSecretName(key) ? "not acceptable (the value is not shown)" : $"'{raw}'")}; {Accepted()}";

    private static string Named(string key)
        => key.Contains(':', StringComparison.Ordinal) ? $"{key} (environment: {key.Replace(":", "__", StringComparison.Ordinal)})" : key;

    private string Accepted()
    {
        if (property.GetCustomAttribute<OneOfAttribute>() is { } oneOf)
        {
            return $"accepted: {string.Join(", ", oneOf.Values)}";
        }

        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
        {
            return $"accepted: {string.Join(", ", allowed.Values)}";
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            return string.Create(CultureInfo.InvariantCulture, $"accepted: {range.Minimum} to {range.Maximum}");
        }

        if (property.GetCustomAttribute<DurationRangeAttribute>() is { } durations)
        {
            return $"accepted: {durations.Minimum} to {durations.Maximum}";
        }

        return (ItemType ?? ValueType) switch
        {
            { } t when t == typeof(bool) => $"accepted: {Truths}",
            { IsEnum: true } t => $"accepted: {string.Join(", ", Enum.GetNames(t))}",
            { } t when t == typeof(TimeSpan) => "accepted: a duration such as 00:00:30",
            { } t when t == typeof(Uri) => "accepted: an absolute address such as http://host:8000",
            { } t when t == typeof(string) => "accepted: a text",
            { } t when t == typeof(double) || t == typeof(float) || t == typeof(decimal) => "accepted: a number",
            { IsPrimitive: true } => "accepted: a whole number",
            _ => $"accepted: {ValueType.Name}",
        };
    }

    private static Array List(IReadOnlyList<string?> items, Type type)
    {
        var list = Array.CreateInstance(type, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            list.SetValue(Single(items[i] ?? "", type), i);
        }

        return list;
    }

    private static object Single(string raw, Type type)
    {
        if (type == typeof(string))
        {
            return raw;
        }

        if (type == typeof(bool))
        {
            return Truth.Parse(raw);
        }

        if (type == typeof(Uri))
        {
            return Uri.TryCreate(raw, UriKind.Absolute, out var uri) ? uri : throw new FormatException();
        }

        if (type == typeof(TimeSpan))
        {
            return TimeSpan.Parse(raw, CultureInfo.InvariantCulture);
        }

        if (type.IsEnum)
        {
            // "7" is a number, not the name of a value.
            return Enum.GetNames(type).Contains(raw, StringComparer.OrdinalIgnoreCase)
                ? Enum.Parse(type, raw, ignoreCase: true)
                : throw new FormatException();
        }

        // Not by type converters: trimming takes them away.
        var value = Convert.ChangeType(raw, type, CultureInfo.InvariantCulture);
        return value is double number && !double.IsFinite(number) ? throw new FormatException() : value;
    }
}
