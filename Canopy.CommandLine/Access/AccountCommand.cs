using System.CommandLine;
using Canopy.Access;
using Canopy.Access.Accounts;

namespace Canopy.CommandLine.Access;

/// <summary><c>canopy account</c>: an entry of CANOPY_ACCOUNTS, for somebody who signs in by a password.</summary>
internal sealed class AccountCommand : Command, IProgramCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = $"Who signs in: {AccessName.Accepted}." };
    private readonly RoleArgument _role = new();

    public AccountCommand()
        : base("account", "Prints an entry of CANOPY_ACCOUNTS; the password comes from standard input.")
    {
        Arguments.Add(_name);
        _role.AddTo(this);
        SetAction(Run);
    }

    public int Run(ParseResult parsed)
    {
        var arguments = new Arguments(parsed);
        var name = arguments.Text(_name);
        if (name is not null && !AccessName.IsPossible(name))
        {
            arguments.Mistakes.Add($"NAME must be {AccessName.Accepted}.");
        }

        var role = _role.Read(arguments);
        arguments.Mistakes.ThrowIfAny();
        var password = PasswordInput.Read(arguments.Mistakes);
        arguments.Mistakes.ThrowIfAny();
        Console.Out.WriteLine(new Account(name!, role, PasswordHash.Of(password!)).ToEntry());
        return ExitCode.Success;
    }
}
