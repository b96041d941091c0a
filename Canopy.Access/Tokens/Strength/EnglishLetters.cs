namespace Canopy.Access.Tokens.Strength;

/// <summary>How surprising a letter is in English text, in whole bits, from counts over some 19,000 different words.</summary>
internal static class EnglishLetters
{
    /// <summary>By letter: of the first one of a word. Each a hexadecimal digit.</summary>
    private const string First = "45344555477545548434565989";

    /// <summary>Row by row, by the letter before: of the next one.</summary>
    private const string Next =
        """
        9444a75a5a6353b5b343667869
        37673a8a36a27747c44638cc5c
        3a6a39b34b448a28a4635aac7c
        4775178828957747c647478a6c
        474365687aa45385733496757c
        4a98338b2cc5983bc4654b9a5c
        497828533aa574479347489b89
        29992bac3ba67738c5646a9c7b
        5645555cab845236a543b5c7c6
        39791979596897369939398989
        4897166b3b867566b736696b7a
        3885279a3b939937c955579c3b
        259828ab3b974733c85959bb7a
        4a43362849777648b83366ac7b
        6655866a68744254c35545598b
        3a7739864c937834c3545bab6c
        78999879999599888786097999
        385527693c665637c544578c5c
        5a4827943c7677449942497b6c
        396828942c968847c445597b5c
        5456465b4c944374c333bac9ba
        3b8a1abb2cbb7849c9797bacac
        388839832c968438a4499c8a9c
        4b383b973bb76872977288956b
        565746784ab54332b634795b87
        39891996389678488958697955
        """;

    private static readonly int RowLength = Next.IndexOf('\n', StringComparison.Ordinal) + 1;

    /// <summary>Bits of the lower-case letter <paramref name="letter"/> at the beginning of a word.</summary>
    public static int BitsOf(char letter) => Digit(First[letter - 'a']);

    /// <summary>Bits of the lower-case letter <paramref name="letter"/> after <paramref name="before"/>.</summary>
    public static int BitsOf(char letter, char before) => Digit(Next[((before - 'a') * RowLength) + letter - 'a']);

    private static int Digit(char digit) => digit <= '9' ? digit - '0' : digit - 'a' + 10;
}
