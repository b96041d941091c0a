namespace Canopy.Testing;

/// <summary>What is no id of a run, though somebody may send it as one: no door may look it up.</summary>
public static class ImpossibleIds
{
    private const string Possible = "6afmzvb2hm6jmh";

    private static readonly string[] Strange =
    [
        "*", "?", "[a-z]*", "..", ".", "../runs", "../../../../..", "/", "\\", ":", "::", " ", "\t", "\r\n", "\0", "%", "%00", "%2e%2e", "%3Alog", "{}", "'", "\"", "<",
        "nothing", "null", "undefined", "-1", "0", "canopy:runs", "canopy:active", "канопи-опыт-17", "６ａｆｍｚｖｂ２ｈｍ６ｊｍ", "run\u202eid\u200b0000", "😀😀😀😀😀😀😀", "\ud83d", "\u0000aaaaaaaaaaaaa",
    ];

    private static readonly string[] Endings =
        [":log", ":lease", ":inbox", ":answers", ":answers:order", ":checkpoint", ":units", ":", "*", " ", "\n", "\0", "/", "/..", "%3Alog", "0", "\u0301"];

    /// <summary>Texts of one line and of several, of few and of very many characters; none is a possible id.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Strange,
        .. Endings.Select(ending => Possible + ending),
        .. Endings.Select(ending => ending + Possible),
        Possible[1..], Possible.ToUpperInvariant(), Possible.Replace('a', 'i'), Possible.Replace('a', 'l'), Possible.Replace('a', 'o'), Possible.Replace('a', 'u'),
        Possible.Replace('a', 'а'), Possible + Possible, new('a', 100), new('a', 4000), new(':', 4000),
    ];
}
