using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>A .NET program of ours.</summary>
    public class ProjectResource(string name)
        : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource;

    /// <summary>Asking for projects.</summary>
    public static class ProjectResourceExtensions
    {
        /// <summary>The projects of an application.</summary>
        public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model) => model.Resources.OfType<ProjectResource>();

        /// <summary>Where the project is.</summary>
        public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource) =>
            projectResource.Annotations.OfType<IProjectMetadata>().Single();
    }

    /// <summary>Chooses a launch profile of a project.</summary>
    public sealed class LaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
    {
        /// <summary>Its name.</summary>
        public string LaunchProfileName { get; } = launchProfileName;
    }

    /// <summary>The project's launch profiles do not count.</summary>
    public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation;
}

namespace Aspire.Hosting
{
    /// <summary>Tells where a project is.</summary>
    public interface IProjectMetadata : IResourceAnnotation
    {
        /// <summary>Full path of the project file.</summary>
        string ProjectPath { get; }

        /// <summary>Launch profiles, when they are not those in the project's folder.</summary>
        LaunchSettings? LaunchSettings => null;

        /// <summary>Whether the project is known to be built.</summary>
        bool SuppressBuild => false;
    }

    internal sealed record ProjectMetadata(string ProjectPath) : IProjectMetadata;
}
