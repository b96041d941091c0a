namespace Canopy.Access.Tokens.Strength;

/// <summary>What a part of a key follows.</summary>
internal enum KeyPattern
{
    None = 0,

    /// <summary>A part that was there before.</summary>
    Repeat,

    /// <summary>Counts up or down, or stays: 1234, aaaa, 00112233.</summary>
    Sequence,

    /// <summary>Keys beside each other.</summary>
    Keyboard,

    /// <summary>Words, with or without signs between them, or a year.</summary>
    Words,
}
