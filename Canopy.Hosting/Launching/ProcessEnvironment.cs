using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Launching;

/// <summary>Turns what the AppHost said about environment and arguments into texts.</summary>
internal static class ProcessEnvironment
{
    public static async Task<Dictionary<string, string>> VariablesAsync(LaunchContext launch, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(execution, launch.Resource, cancellationToken: cancellationToken);
        foreach (var annotation in launch.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            if (await TextAsync(value, launch, cancellationToken) is { } text)
            {
                variables[name] = text;
            }
        }

        return variables;
    }

    public static async Task<List<string>> ArgumentsAsync(LaunchContext launch, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], launch.Resource, cancellationToken) { ExecutionContext = execution };
        foreach (var annotation in launch.Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        List<string> arguments = [];
        foreach (var value in context.Args)
        {
            if (await TextAsync(value, launch, cancellationToken) is { } text)
            {
                arguments.Add(text);
            }
        }

        return arguments;
    }

    private static async ValueTask<string?> TextAsync(object? value, LaunchContext launch, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(launch.Values, cancellationToken),
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(launch.Values, cancellationToken),
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
