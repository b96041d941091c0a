using System.CommandLine;
using System.Globalization;
using Canopy.Access;
using Canopy.Access.Tokens;

namespace Canopy.CommandLine.Access;

/// <summary><c>canopy token</c>: a token for a program, or for somebody without an account.</summary>
internal sealed class TokenCommand : Command, IProgramCommand
{
    private const string KeyName = "JWT_SECRET_KEY";
    private const double MaxHours = 720;

    private readonly Option<string> _name = new("--name") { HelpName = "NAME", Description = $"Who shows it: {AccessName.Accepted}." };
    private readonly RoleArgument _role = new();

    private readonly Option<string> _hours = new("--hours")
    {
        HelpName = "HOURS",
        Description = string.Create(CultureInfo.InvariantCulture, $"How long it is valid, up to {MaxHours}; default 1."),
    };

    public TokenCommand()
        : base("token", $"Prints a token, signed with the {KeyName} of the environment.")
    {
        Options.Add(_name);
        _role.AddTo(this);
        Options.Add(_hours);
        SetAction(Run);
    }

    public int Run(ParseResult parsed)
    {
        var arguments = new Arguments(parsed);
        var name = arguments.Text(_name);
        if (!AccessName.IsPossible(name))
        {
            arguments.Mistakes.Add(name is null ? $"{_name.Name} is missing; it must be {AccessName.Accepted}." : $"{_name.Name} must be {AccessName.Accepted}.");
        }

        var role = _role.Read(arguments);
        var life = Life(arguments);
        var key = Key(arguments.Mistakes);
        arguments.Mistakes.ThrowIfAny();
        var time = TimeProvider.System;
        Console.Out.WriteLine(new TokenSigner(key!, time).Sign(new AccessToken(name!, role, time.GetUtcNow() + life)));
        return ExitCode.Success;
    }

    private TimeSpan Life(Arguments arguments)
    {
        if (arguments.Text(_hours) is not { } text)
        {
            return AccessToken.Life;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= MaxHours)
        {
            return TimeSpan.FromHours(hours);
        }

        arguments.Mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{_hours.Name} is {text}; it must be a number over 0 and up to {MaxHours}."));
        return default;
    }

    private static SigningKey? Key(Mistakes mistakes)
    {
        if (Environment.GetEnvironmentVariable(KeyName) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            mistakes.Add($"{KeyName} is not in the environment; it must be the key that the programs have.");
            return null;
        }

        var (key, mistake) = SigningKey.Read(text);
        if (mistake is not null)
        {
            mistakes.Add($"{KeyName} {mistake}.");
        }

        return key;
    }
}
