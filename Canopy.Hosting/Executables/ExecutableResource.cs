using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>A program that is there already.</summary>
    public class ExecutableResource(string name, string command, string workingDirectory)
        : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
    {
        /// <summary>Path or name of the program.</summary>
        public string Command { get; internal set; } = command;

        /// <summary>Folder it is started in.</summary>
        public string WorkingDirectory { get; internal set; } = workingDirectory;
    }
}

namespace Aspire.Hosting
{
    /// <summary>Adding programs that are there already.</summary>
    public static class ExecutableResourceBuilderExtensions
    {
        /// <summary>Adds a program; its folder is relative to the AppHost's.</summary>
        public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
        {
            var folder = Path.GetFullPath(workingDirectory, builder.AppHostDirectory);
            return builder.AddResource(new ExecutableResource(name, command, folder)).WithArgs(args ?? []);
        }

        /// <summary>Adds a program; its arguments may be values for later.</summary>
        public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params object[]? args)
        {
            var folder = Path.GetFullPath(workingDirectory, builder.AppHostDirectory);
            return builder.AddResource(new ExecutableResource(name, command, folder)).WithArgs(args ?? []);
        }

        /// <summary>Starts another program instead.</summary>
        public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string command)
            where T : ExecutableResource
        {
            builder.Resource.Command = command;
            return builder;
        }

        /// <summary>Starts it in another folder.</summary>
        public static IResourceBuilder<T> WithWorkingDirectory<T>(this IResourceBuilder<T> builder, string workingDirectory)
            where T : ExecutableResource
        {
            builder.Resource.WorkingDirectory = Path.GetFullPath(workingDirectory, builder.ApplicationBuilder.AppHostDirectory);
            return builder;
        }
    }
}
