namespace Canopy.Contracts;

/// <summary>
/// A field that may be missing although it has a value here: clients leave it out, or older versions wrote entries without it. Other fields
/// that are not nullable are always there; those that are nullable are left out where they are null.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MayBeAbsentAttribute : Attribute;
