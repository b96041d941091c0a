namespace Canopy.Access.Tokens.Strength;

/// <summary>Whether a key could be guessed: who has one token can try keys on it as fast as his machines go.</summary>
internal static class KeyStrength
{
    /// <summary>Fewer can be tried one by one.</summary>
    private const double MinBits = 80;

    /// <summary>What a text must have that mostly follows patterns: they are told here in more bits than by whoever knows more of them.</summary>
    private const double MinPatternBits = 128;

    /// <summary>A text keeps less than this share of its characters' bits when it mostly follows patterns; a random one keeps more than 0.75.</summary>
    private const double PatternShare = 0.62;

    /// <summary>Why the key is guessable, to follow "because it"; null when it is not.</summary>
    public static string? Weakness(string key) => KeyReadings.Of(key)
        .Select(reading => new ShortestDescription(reading))
        .Where(reading => reading.Bits < (reading.Share < PatternShare ? MinPatternBits : MinBits))
        .Select(reading => ReasonFor(reading.Chief))
        .FirstOrDefault();

    private static string ReasonFor(KeyPattern pattern) => pattern switch
    {
        KeyPattern.Repeat => "repeats itself",
        KeyPattern.Sequence => "counts up or down, or stays the same",
        KeyPattern.Keyboard => "follows the rows of a keyboard",
        KeyPattern.Words => "is made of words",
        _ => "has too few different characters",
    };
}
