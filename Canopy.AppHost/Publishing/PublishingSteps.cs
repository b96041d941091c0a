using Aspire.Hosting.Pipelines;
using Canopy.Aspirate.Commands;
using Canopy.Aspirate.Compose;
using Canopy.Aspirate.Kustomize;
using Canopy.Aspirate.Manifests;
using Canopy.Kubernetes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

#pragma warning disable ASPIREPIPELINES001, ASPIREPIPELINES004 // Steps of the pipeline, and where they write, are experimental.

namespace Canopy.AppHost.Publishing;

/// <summary>What <c>aspire publish</c> writes; <c>aspire do STEP</c> writes one part. See docs/publishing.md.</summary>
internal static partial class PublishingSteps
{
    private const string ManifestStep = "publish-manifest";
    private const string BaseStep = "aspirate-output";
    private const string OverlaysStep = "kustomize-overlays";
    private const string ComposeStep = "compose";

    private const string OutputPathKey = "Pipeline:OutputPath";
    private const string Namespace = "canopy";

    /// <summary>Adds the steps. No step needs a parameter's value, so none is asked for, and no secret comes into a file of Aspire's.</summary>
    public static IDistributedApplicationBuilder AddPublishingSteps(this IDistributedApplicationBuilder builder, string[] args)
    {
        if (!builder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        PublishingConsole.AddTo(builder);
        var appHost = builder.AppHostDirectory;
        var sources = Path.GetFullPath("..", appHost);
        builder.Configuration[OutputPathKey] ??= sources;

        // Read when a step runs: what is wrong with them is the step's failure.
        var options = new Lazy<PublishOptions>(() => PublishOptions.Parse(args, appHost));

        builder.AddStep(BaseStep, "aspirate-output", "Writes the kustomize base, as Aspirate does.", ManifestStep, (output, folder, context) =>
        {
            var kustomize = options.Value.Kustomize;
            foreach (var option in options.Value.Unknown)
            {
                NoSuchOption(context.Logger, option);
            }

            return KustomizeBase.WriteAsync(
                ManifestIn(output),
                appHost,
                kustomize with { Namespace = kustomize.Namespace ?? Namespace },
                builder.Configuration[KustomizeBase.GeneratorKey],
                folder,
                words => Said(context.Logger, words),
                context.CancellationToken);
        });

        builder.AddStep(OverlaysStep, "deploy", "Writes components and overlays over the base.", BaseStep, (output, folder, context) =>
        {
            DeployGenerator.Write(context.Model, builder.KubernetesEnvironments(), Path.Combine(output, "aspirate-output"), folder);
            return Task.CompletedTask;
        });

        builder.AddStep(ComposeStep, "compose", "Writes a Compose file, and an example of its .env.", ManifestStep, (output, folder, context) =>
        {
            var files = ComposeGenerator.Generate(ManifestReader.ReadFile(ManifestIn(output)), options.Value.Compose with { Sources = sources });
            foreach (var warning in files.Warnings)
            {
                Warned(context.Logger, warning);
            }

            files.ReplaceIn(folder);
            return Task.CompletedTask;
        });
        return builder;
    }

    /// <param name="builder">Takes the step.</param>
    /// <param name="name">Its name.</param>
    /// <param name="folder">The folder that it writes, in the output.</param>
    /// <param name="description">What it does.</param>
    /// <param name="after">The step whose files it reads.</param>
    /// <param name="write">Writes the folder; gets the output, the folder and the step.</param>
    private static void AddStep(
        this IDistributedApplicationBuilder builder, string name, string folder, string description, string after, Func<string, string, PipelineStepContext, Task> write) =>
        builder.Pipeline.AddStep(new PipelineStep
        {
            Name = name,
            Description = description,
            DependsOnSteps = [after],
            RequiredBySteps = [WellKnownPipelineSteps.Publish],
            Action = async context =>
            {
                var output = OutputFolder(context);
                var path = Path.Combine(output, folder);
                await write(output, path, context);
                Wrote(context.Logger, path);
            },
        });

    private static string OutputFolder(PipelineStepContext context)
    {
        var path = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        return Path.HasExtension(path) && !Directory.Exists(path)
            ? throw new DistributedApplicationException($"--output-path {path}: must be a folder; only the manifest can be a file.")
            : path;
    }

    private static string ManifestIn(string output) => Path.Combine(output, "aspire-manifest.json");

    // What `dotnet run` shows of a step is what it logs.
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Words}")]
    private static partial void Said(ILogger logger, string words);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void Warned(ILogger logger, string warning);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "there is no option {Option}; docs/publishing.md has those that there are.")]
    private static partial void NoSuchOption(ILogger logger, string option);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "wrote {Path}")]
    private static partial void Wrote(ILogger logger, string path);
}
