using System.Runtime.InteropServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Processes;

namespace Canopy.Hosting.Launching;

/// <summary>Starts a project from its built output; building is the business of the build.</summary>
internal sealed class ProjectLauncher(DistributedApplicationExecutionContext execution) : ResourceLauncher
{
    private static readonly string DotnetPath = FindDotnet();

    public override bool Handles(IResource resource) => resource is ProjectResource;

    public override Task<IReadOnlyList<string>> FindProblemsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var project = ((ProjectResource)resource).GetProjectMetadata();
        var problem =
            !File.Exists(project.ProjectPath) ? $"{resource.Name}: there is no project file {project.ProjectPath}." :
            ProjectOutput.Find(project) is null ? $"{resource.Name}: {Path.GetFileName(project.ProjectPath)} is not built. Run `dotnet build {project.ProjectPath}`, and look at its errors if there are any." :
            null;
        return Task.FromResult<IReadOnlyList<string>>(problem is null ? [] : [problem]);
    }

    public override async Task<LaunchPlan> PlanAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var project = ((ProjectResource)context.Resource).GetProjectMetadata();
        var output = ProjectOutput.Find(project)
            ?? throw new DistributedApplicationException($"{Path.GetFileName(project.ProjectPath)} is not built.");
        var arguments = await ProcessEnvironment.ArgumentsAsync(context, execution, cancellationToken);
        return new LaunchPlan(DotnetPath, [output, .. arguments], Path.GetDirectoryName(project.ProjectPath)!)
        {
            Environment = await ProcessEnvironment.VariablesAsync(context, execution, cancellationToken),
        };
    }

    private static string FindDotnet()
    {
        // The runtime we run on is the one the projects were built for: …/shared/Microsoft.NETCore.App/10.0.0/ → …/dotnet.
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.Combine(root, name);
        return File.Exists(beside) ? beside : CommandFinder.Find(name) ?? name;
    }
}
