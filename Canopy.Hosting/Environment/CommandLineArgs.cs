using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Adds to the command line of a resource, each time it is started.</summary>
    public class CommandLineArgsCallbackAnnotation : IResourceAnnotation
    {
        public CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) => Callback = callback;

        public CommandLineArgsCallbackAnnotation(Action<IList<object>> callback)
            : this(context =>
            {
                callback(context.Args);
                return Task.CompletedTask;
            })
        {
        }

        /// <summary>What adds to it.</summary>
        public Func<CommandLineArgsCallbackContext, Task> Callback { get; }
    }

    /// <summary>A command line in the making.</summary>
    public sealed class CommandLineArgsCallbackContext(IList<object> args, IResource resource, CancellationToken cancellationToken = default)
    {
        private DistributedApplicationExecutionContext? _executionContext;

        /// <summary>The arguments so far: texts, or values for later.</summary>
        public IList<object> Args { get; } = args;

        /// <summary>Whose command line it is.</summary>
        public IResource Resource { get; } = resource;

        /// <summary>Ends when the start is given up.</summary>
        public CancellationToken CancellationToken { get; } = cancellationToken;

        /// <summary>Run or publish.</summary>
        public DistributedApplicationExecutionContext ExecutionContext
        {
            get => _executionContext ?? throw new InvalidOperationException($"{nameof(ExecutionContext)} is not set.");
            init => _executionContext = value;
        }

        /// <summary>Log of the resource.</summary>
        public ILogger Logger { get; init; } = NullLogger.Instance;
    }
}

namespace Aspire.Hosting
{
    public static partial class ResourceBuilderExtensions
    {
        /// <summary>Adds arguments.</summary>
        public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
            where T : IResourceWithArgs => builder.WithArgs((object[])args);

        /// <summary>Adds arguments: texts, or values for later.</summary>
        public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params object[] args)
            where T : IResourceWithArgs => builder.WithArgs(context =>
            {
                foreach (var arg in args)
                {
                    context.Args.Add(arg);
                }
            });

        /// <summary>Adds arguments when the resource starts.</summary>
        public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, Action<CommandLineArgsCallbackContext> callback)
            where T : IResourceWithArgs => builder.WithArgs(context =>
            {
                callback(context);
                return Task.CompletedTask;
            });

        /// <inheritdoc cref="WithArgs{T}(IResourceBuilder{T}, Action{CommandLineArgsCallbackContext})"/>
        public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, Func<CommandLineArgsCallbackContext, Task> callback)
            where T : IResourceWithArgs => builder.WithAnnotation(new CommandLineArgsCallbackAnnotation(callback));
    }
}
