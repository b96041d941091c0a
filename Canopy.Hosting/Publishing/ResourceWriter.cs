using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Publishing;

/// <summary>Writes one resource into a manifest, each kind in its own form.</summary>
internal sealed class ResourceWriter(Utf8JsonWriter json, ManifestExpressions expressions, DistributedApplicationExecutionContext execution, string folder)
{
    private readonly BindingsWriter _bindings = new(json);

    public async Task WriteAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource.IsExcludedFromPublish())
        {
            return;
        }

        json.WriteStartObject(resource.Name);
        switch (resource)
        {
            case ProjectResource project:
                json.WriteString("type", "project.v0");
                json.WriteString("path", Relative(project.GetProjectMetadata().ProjectPath));
                await WriteProcessAsync(project, cancellationToken);
                break;
            case ContainerResource container:
                await WriteContainerAsync(container, cancellationToken);
                break;
            case ExecutableResource executable:
                json.WriteString("type", "executable.v0");
                json.WriteString("workingDirectory", Relative(executable.WorkingDirectory));
                json.WriteString("command", executable.Command);
                await WriteProcessAsync(executable, cancellationToken);
                break;
            case ParameterResource parameter:
                WriteParameter(parameter);
                break;
            case IResourceWithConnectionString store:
                json.WriteString("type", "value.v0");
                WriteConnectionString(store);
                break;
            default:
                json.WriteString("error", "This resource does not support generation in the manifest.");
                break;
        }

        json.WriteEndObject();
    }

    private async Task WriteContainerAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        json.WriteString("type", "container.v0");
        if (container is IResourceWithConnectionString store)
        {
            WriteConnectionString(store);
        }

        json.WriteString("image", container.TryGetLastAnnotation<ContainerImageAnnotation>(out var image)
            ? image.FullName
            : throw new DistributedApplicationException($"The resource '{container.Name}' has no image."));
        if (container.Entrypoint is { } entrypoint)
        {
            json.WriteString("entrypoint", entrypoint);
        }

        await WriteArgumentsAsync(container, cancellationToken);
        WriteMounts(container, "bindMounts", "source", ContainerMountType.BindMount);
        WriteMounts(container, "volumes", "name", ContainerMountType.Volume);
        await WriteEnvironmentAsync(container, cancellationToken);
        _bindings.Write(container);
    }

    private async Task WriteProcessAsync(IResource resource, CancellationToken cancellationToken)
    {
        await WriteArgumentsAsync(resource, cancellationToken);
        await WriteEnvironmentAsync(resource, cancellationToken);
        _bindings.Write(resource);
    }

    private void WriteConnectionString(IResourceWithConnectionString resource) =>
        json.WriteString("connectionString", resource.Annotations.OfType<ConnectionStringRedirectAnnotation>().LastOrDefault() is { } redirect
            ? expressions.Text(redirect.Resource)
            : expressions.Text(resource.ConnectionStringExpression));

    private async Task WriteArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = execution };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        if (context.Args.Count == 0)
        {
            return;
        }

        json.WriteStartArray("args");
        foreach (var argument in context.Args)
        {
            json.WriteStringValue(expressions.Text(argument));
        }

        json.WriteEndArray();
    }

    private async Task WriteEnvironmentAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        if (context.EnvironmentVariables.Count == 0)
        {
            return;
        }

        json.WriteStartObject("env");
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            json.WriteString(name, expressions.Text(value));
        }

        json.WriteEndObject();
    }

    private void WriteMounts(ContainerResource container, string key, string sourceKey, ContainerMountType type)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().Where(m => m.Type == type).ToArray();
        if (mounts.Length == 0)
        {
            return;
        }

        json.WriteStartArray(key);
        foreach (var mount in mounts)
        {
            json.WriteStartObject();
            if (mount.Source is { } source)
            {
                json.WriteString(sourceKey, type == ContainerMountType.BindMount ? Relative(source) : source);
            }

            json.WriteString("target", mount.Target);
            json.WriteBoolean("readOnly", mount.IsReadOnly);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteParameter(ParameterResource parameter)
    {
        json.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            json.WriteString("connectionString", $"{{{parameter.Name}.value}}");
        }

        json.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        json.WriteStartObject("inputs");
        json.WriteStartObject("value");
        json.WriteString("type", "string");
        if (parameter.Secret)
        {
            json.WriteBoolean("secret", true);
        }

        ParameterDefaultWriter.Write(json, parameter.Default);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string Relative(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
