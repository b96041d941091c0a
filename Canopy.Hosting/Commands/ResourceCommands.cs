using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Names of the commands that every program has.</summary>
    public static class KnownResourceCommands
    {
        /// <summary>Starts it.</summary>
        public static readonly string StartCommand = "start";

        /// <summary>Ends it.</summary>
        public static readonly string StopCommand = "stop";

        /// <summary>Ends and starts it.</summary>
        public static readonly string RestartCommand = "restart";
    }

    /// <summary>Whether a command can be given now.</summary>
    public enum ResourceCommandState
    {
        /// <summary>It can.</summary>
        Enabled,

        /// <summary>It cannot.</summary>
        Disabled,

        /// <summary>It cannot, and is not shown.</summary>
        Hidden,
    }

    /// <summary>How a command is shown, and when it can be given.</summary>
    public class CommandOptions
    {
        /// <summary>What it does.</summary>
        public string? Description { get; set; }

        /// <summary>Question to ask first.</summary>
        public string? ConfirmationMessage { get; set; }

        /// <summary>Icon.</summary>
        public string? IconName { get; set; }

        /// <summary>Outlined or filled.</summary>
        public IconVariant? IconVariant { get; set; }

        /// <summary>Whether it is shown in the list and not only in the menu.</summary>
        public bool IsHighlighted { get; set; }

        /// <summary>Decides whether it can be given now.</summary>
        public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
    }

    /// <summary>The state of a resource when it is asked whether a command can be given.</summary>
    public sealed class UpdateCommandStateContext
    {
        /// <summary>The state.</summary>
        public required CustomResourceSnapshot ResourceSnapshot { get; init; }

        /// <summary>The application's services.</summary>
        public required IServiceProvider ServiceProvider { get; init; }
    }

    /// <summary>A command being carried out.</summary>
    public sealed class ExecuteCommandContext
    {
        /// <summary>Which copy of which resource.</summary>
        public required string ResourceName { get; init; }

        /// <summary>The application's services.</summary>
        public required IServiceProvider ServiceProvider { get; init; }

        /// <summary>Ends when nobody waits for the command any more.</summary>
        public required CancellationToken CancellationToken { get; init; }
    }

    /// <summary>How a command ended.</summary>
    public sealed class ExecuteCommandResult
    {
        /// <summary>Whether it did what it says.</summary>
        public required bool Success { get; init; }

        /// <summary>Whether it was given up.</summary>
        public bool Canceled { get; init; }

        /// <summary>Why it did not.</summary>
        public string? Message { get; init; }
    }

    /// <summary>Makes results of commands.</summary>
    public static class CommandResults
    {
        /// <summary>It did what it says.</summary>
        public static ExecuteCommandResult Success() => new() { Success = true };

        /// <summary>It did not.</summary>
        public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, Message = errorMessage };

        /// <summary>It did not, because of an exception.</summary>
        public static ExecuteCommandResult Failure(Exception exception) => Failure(exception.Message);

        /// <summary>It was given up.</summary>
        public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
    }

    /// <summary>A command of the AppHost's own.</summary>
    internal sealed record CustomCommandAnnotation(
        string Name,
        string DisplayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> Execute,
        CommandOptions Options) : IResourceAnnotation;
}

namespace Aspire.Hosting
{
    public static partial class ResourceBuilderExtensions
    {
        /// <summary>Adds a command that people can give to the resource.</summary>
        public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions? commandOptions = null)
            where T : IResource
        {
            foreach (var old in builder.Resource.Annotations.OfType<CustomCommandAnnotation>().Where(c => c.Name == name).ToList())
            {
                builder.Resource.Annotations.Remove(old);
            }

            return builder.WithAnnotation(new CustomCommandAnnotation(name, displayName, executeCommand, commandOptions ?? new CommandOptions()));
        }
    }
}
