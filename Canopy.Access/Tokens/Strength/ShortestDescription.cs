namespace Canopy.Access.Tokens.Strength;

/// <summary>
/// The fewest bits in which a text can be told by somebody who knows what keys are made of when nobody makes them at random: repeats,
/// sequences, rows of a keyboard, words. An upper bound of what a guess takes. A random text follows nothing for long, so it keeps
/// nearly all of the bits of its letters.
/// </summary>
internal sealed class ShortestDescription
{
    /// <summary>More is not looked at.</summary>
    private const int MostCharacters = 256;

    private const int ShortestPattern = 4;
    private const int LongestPhrase = 60;

    /// <summary>Which of the patterns comes next.</summary>
    private const double PatternBits = 2;

    /// <summary>A beginning and a small step in each direction.</summary>
    private const double StepBits = 2.3;

    private const double KeyboardBits = 6;
    private const double YearBits = 7;

    /// <summary>English text has one to two bits a letter (Shannon 1951); here a phrase has a price of its own besides.</summary>
    private const double PhraseBits = 10;
    private const double LetterBits = 2;
    private const double SignBits = 2;

    /// <summary>On average at most so many bits a letter by <see cref="EnglishLetters"/>: words have 3 to 4, random letters more than 6.</summary>
    private const double MostLetterBits = 4;

    private static readonly string[] Rows =
        [.. new[] { "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.", "qazwsxedcrfvtgbyhnujm" }
            .SelectMany(row => new[] { row, new string([.. row.Reverse()]) })];

    private readonly string _text;
    private readonly string _lower;
    private readonly double[] _bits;
    private readonly (int From, KeyPattern Pattern)[] _last;

    public ShortestDescription(string text)
    {
        _text = text[..Math.Min(text.Length, MostCharacters)];
        _lower = _text.ToLowerInvariant();
        CharacterBits = BitsOfACharacter(_text);
        _bits = new double[_text.Length + 1];
        _last = new (int, KeyPattern)[_text.Length + 1];
        Array.Fill(_bits, double.PositiveInfinity);
        _bits[0] = 0;
        for (var from = 0; from < _text.Length; from++)
        {
            Offer(from, 1, CharacterBits, KeyPattern.None);
            OfferRepeats(from);
            OfferSequences(from, stride: 1);
            OfferSequences(from, stride: 2);
            OfferKeyboard(from);
            OfferYear(from);
            OfferPhrases(from);
        }
    }

    /// <summary>Of the whole text.</summary>
    public double Bits => _bits[^1];

    /// <summary>What is left by patterns of the bits that the characters have one by one, 0 to 1.</summary>
    public double Share => Bits / (CharacterBits * _text.Length);

    /// <summary>The pattern that saves most.</summary>
    public KeyPattern Chief
    {
        get
        {
            var saved = new double[Enum.GetValues<KeyPattern>().Length];
            for (var end = _text.Length; end > 0; end = _last[end].From)
            {
                var (from, pattern) = _last[end];
                saved[(int)pattern] += ((end - from) * CharacterBits) - (_bits[end] - _bits[from]);
            }

            return (KeyPattern)Array.IndexOf(saved, saved.Max());
        }
    }

    private double CharacterBits { get; }

    private void Offer(int from, int length, double bits, KeyPattern pattern)
    {
        if (_bits[from] + bits < _bits[from + length])
        {
            _bits[from + length] = _bits[from] + bits;
            _last[from + length] = (from, pattern);
        }
    }

    private void OfferAll(int from, int longest, double bits, KeyPattern pattern, int shortest = ShortestPattern)
    {
        for (var length = shortest; length <= longest; length++)
        {
            Offer(from, length, bits + (2 * Math.Log2(length)), pattern);
        }
    }

    private void OfferRepeats(int from)
    {
        var longest = 0;
        for (var before = 0; before < from; before++)
        {
            longest = Math.Max(longest, _lower.AsSpan(before).CommonPrefixLength(_lower.AsSpan(from)));
        }

        OfferAll(from, longest, Math.Log2(from + 1) + PatternBits, KeyPattern.Repeat);
    }

    /// <summary>With a stride of two: two sequences, one between the other (112233, a1b2c3).</summary>
    private void OfferSequences(int from, int stride)
    {
        var length = stride;
        while (from + length < _text.Length
            && Step(from + length) is >= -2 and <= 2
            && (length < 2 * stride || Step(from + length) == Step(from + length - stride)))
        {
            length++;
        }

        OfferAll(from, length, stride * (CharacterBits + StepBits), KeyPattern.Sequence, shortest: ShortestPattern + (2 * (stride - 1)));

        int Step(int at) => _text[at] - _text[at - stride];
    }

    private void OfferKeyboard(int from)
    {
        foreach (var row in Rows)
        {
            for (var start = row.IndexOf(_lower[from]); start >= 0; start = row.IndexOf(_lower[from], start + 1))
            {
                OfferAll(from, row.AsSpan(start).CommonPrefixLength(_lower.AsSpan(from)), KeyboardBits, KeyPattern.Keyboard);
            }
        }
    }

    private void OfferYear(int from)
    {
        if (from + 4 <= _text.Length && _text.AsSpan(from, 2) is "19" or "20" && char.IsAsciiDigit(_text[from + 2]) && char.IsAsciiDigit(_text[from + 3]))
        {
            Offer(from, 4, YearBits, KeyPattern.Words);
        }
    }

    /// <summary>Words as people write them: small, CAPITAL, Capitalised or camelCase, with single signs between, with digits for letters.</summary>
    private void OfferPhrases(int from)
    {
        var (price, english, letters, inWord) = (PhraseBits, 0, 0, 0);
        var (before, isCapital) = ('\0', false);
        for (var at = from; at < _text.Length && at < from + LongestPhrase; at++)
        {
            var letter = LetterFor(_lower[at]);
            if (letter == '\0')
            {
                if (inWord == 0 || !char.IsAscii(_text[at]) || char.IsAsciiDigit(_text[at]))
                {
                    return;
                }

                (price, inWord) = (price + SignBits, 0);
                continue;
            }

            var isLetter = char.IsAsciiLetter(_text[at]);
            var capital = isLetter ? char.IsAsciiLetterUpper(_text[at]) : isCapital;
            if (inWord > 1 && isCapital && !capital)
            {
                return;
            }

            if (inWord > 0 && capital && !isCapital)
            {
                (price, inWord) = (price + (SignBits / 2), 0);
            }

            english += inWord == 0 ? EnglishLetters.BitsOf(letter) : EnglishLetters.BitsOf(letter, before);
            price += LetterBits + (isLetter ? 0 : SignBits);
            (before, isCapital) = (letter, capital);
            (letters, inWord) = (letters + 1, inWord + 1);
            if (letters >= ShortestPattern && english <= MostLetterBits * letters)
            {
                Offer(from, at + 1 - from, price, KeyPattern.Words);
            }
        }
    }

    /// <summary>The letter that a character is or stands for in words; none: the null character.</summary>
    private static char LetterFor(char lower) => lower switch
    {
        >= 'a' and <= 'z' => lower,
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => '\0',
    };

    /// <summary>By the kinds of characters that there are; of very few different ones by their number.</summary>
    private static double BitsOfACharacter(string text)
    {
        var different = text.Distinct().Count();
        if (different <= 10)
        {
            return Math.Max(1, Math.Log2(different));
        }

        var (lower, upper, digits) = (text.Any(char.IsAsciiLetterLower), text.Any(char.IsAsciiLetterUpper), text.Any(char.IsAsciiDigit));
        var signs = text.Where(c => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c)).Distinct().Count();
        var highest = text.Max();
        var kinds = !(lower && upper) && text.Where(char.IsAsciiLetter).All(char.IsAsciiHexDigit)
            ? 16
            : (digits ? 10 : 0) + (lower ? 26 : 0) + (upper ? 26 : 0);
        kinds += signs <= 2 ? signs : 32;
        kinds += highest < 0x80 ? 0 : highest < 0x100 ? 128 : highest < 0x800 ? 64 : 4096;
        return Math.Log2(kinds);
    }
}
