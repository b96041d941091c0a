namespace Canopy.ServiceDefaults.Settings;

/// <summary>A key of its own, outside of the options' section, as ConfigMaps have them. It wins over the section.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingKeyAttribute(string key) : Attribute
{
    public string Key => key;
}
