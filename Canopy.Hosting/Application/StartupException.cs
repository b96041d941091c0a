using Aspire.Hosting;

namespace Canopy.Hosting.Application;

/// <summary>The application cannot start, for reasons that its user can do something about: one line each.</summary>
internal sealed class StartupException(IReadOnlyList<string> problems) : DistributedApplicationException(string.Join(System.Environment.NewLine, problems))
{
    public const int ExitCode = 1;

    public IReadOnlyList<string> Problems { get; } = problems;
}
