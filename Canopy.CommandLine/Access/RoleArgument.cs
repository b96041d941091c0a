using System.CommandLine;
using Canopy.Access;

namespace Canopy.CommandLine.Access;

/// <summary>The part of a command line that says what somebody may do.</summary>
internal sealed class RoleArgument
{
    private static readonly Dictionary<string, AccessRole> Roles = Enum.GetValues<AccessRole>().ToDictionary(AccessRoles.NameOf);

    private readonly Option<string> _role = new("--role")
    {
        HelpName = "ROLE",
        Description = "viewer (reads and watches), operator (changes everything, too) or admin.",
    };

    public void AddTo(Command command) => command.Options.Add(_role);

    public AccessRole Read(Arguments arguments)
    {
        if (!arguments.Has(_role))
        {
            // No default: who gives out more than he means should have to say so.
            arguments.Mistakes.Add($"{_role.Name} is missing; it must be one of {string.Join(", ", Roles.Keys)}.");
        }

        return arguments.Choice(_role, Roles, AccessRole.Viewer);
    }
}
