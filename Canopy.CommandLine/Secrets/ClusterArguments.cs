using System.CommandLine;
using Canopy.CommandLine.Secrets.Cluster;

namespace Canopy.CommandLine.Secrets;

/// <summary>The part of a command line that says which cluster and namespace.</summary>
internal sealed class ClusterArguments
{
    private readonly Option<string> _namespace = new("--namespace", "-n")
    {
        HelpName = "NAME",
        Description = "The environment, such as canopy-dev (required).",
    };

    private readonly Option<string> _context = new("--context")
    {
        HelpName = "NAME",
        Description = "The cluster, by its name in the kubeconfig. Default: the current one.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_namespace);
        command.Options.Add(_context);
    }

    /// <summary>kubectl for them; null, with the reason noted, where no namespace is named.</summary>
    public Kubectl? Read(Arguments arguments, StopSignal stop)
    {
        if (arguments.Text(_namespace) is { Length: > 0 } ns && ns.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return new Kubectl(arguments.Text(_context), ns, stop);
        }

        arguments.Mistakes.Add(arguments.Has(_namespace)
            ? "--namespace must be lower case letters, digits and hyphens."
            : "--namespace is missing; name the environment, such as canopy-dev.");
        return null;
    }
}
