using System.Text;

namespace Canopy.CommandLine.Access;

/// <summary>Reads a password: without showing it from a terminal, else the first line of standard input.</summary>
internal static class PasswordInput
{
    private const int MinLength = 12;
    private const int MaxLength = 1024;

    /// <summary>The password; null when it is too short or too long, or what was typed differs, which is noted.</summary>
    public static string? Read(Mistakes mistakes)
    {
        var password = Console.IsInputRedirected ? FirstLine() : Type("Password: ");
        if (password is not { Length: >= MinLength and <= MaxLength })
        {
            mistakes.Add($"The password must have {MinLength} to {MaxLength} characters; it is read from standard input.");
        }
        else if (!Console.IsInputRedirected && Type("Again: ") != password)
        {
            mistakes.Add("The two passwords are not the same.");
        }

        return password;
    }

    private static string? FirstLine()
    {
        // Whatever the console is set to.
        using var reader = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return reader.ReadLine();
    }

    private static string Type(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
