using System.Net.Http.Json;
using Canopy.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Canopy.AppHost.Commands;

/// <summary>What the dashboard offers to do with runs: on the backend's row and on the page's.</summary>
internal static class RunCommands
{
    public const string StartDemo = "start-demo-run";
    public const string PauseAll = "pause-all-runs";
    public const string DeleteAll = "delete-all-runs";
    public const string OpenNewest = "open-newest-run";

    public static IResourceBuilder<ProjectResource> WithRunCommands(this IResourceBuilder<ProjectResource> backend) => backend
        .WithRunCommand(StartDemo, "Start a demo run", StartDemoAsync, new CommandOptions
        {
            Description = "Trains a network on the two spirals, slowly enough to watch.",
            IconName = "Play",
            IsHighlighted = true,
        })
        .WithRunCommand(PauseAll, "Pause all runs", PauseAllAsync, new CommandOptions
        {
            Description = "Pauses every run that trains or waits; each can be resumed on its page.",
            IconName = "Pause",
        })
        .WithRunCommand(DeleteAll, "Delete all runs", DeleteAllAsync, new CommandOptions
        {
            Description = "Deletes every run, with its log and its network.",
            IconName = "Delete",
            ConfirmationMessage = "Delete every run with its log and its network? They cannot be brought back.",
        });

    /// <param name="backend">Knows the runs, whatever page shows them.</param>
    public static IResourceBuilder<ProjectResource> WithPageCommands(this IResourceBuilder<ProjectResource> web, IResourceBuilder<ProjectResource> backend) =>
        web.WithRunCommand(
            OpenNewest,
            "Open the newest run",
            (client, cancellationToken) => FindNewestAsync(client, web.GetEndpoint("http").Url, cancellationToken),
            new CommandOptions { Description = "Gives the address of the run that was created last.", IconName = "Open", IsHighlighted = true },
            backend);

    private static IResourceBuilder<ProjectResource> WithRunCommand(
        this IResourceBuilder<ProjectResource> resource,
        string name,
        string displayName,
        Func<HttpClient, CancellationToken, Task<ExecuteCommandResult>> command,
        CommandOptions options,
        IResourceBuilder<ProjectResource>? backend = null)
    {
        options.UpdateState = context => context.ResourceSnapshot.HealthStatus is HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
        return resource.WithCommand(
            name,
            displayName,
            async context =>
            {
                using var client = context.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
                client.BaseAddress = new Uri((backend ?? resource).GetEndpoint("http").Url);
                try
                {
                    return await command(client, context.CancellationToken);
                }
                catch (HttpRequestException exception)
                {
                    return CommandResults.Failure($"The backend did not do it: {exception.Message}");
                }
            },
            options);
    }

    private static async Task<ExecuteCommandResult> StartDemoAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsJsonAsync(
            "/v1/runs", new CreateRun { Dataset = new DatasetSpec { Generator = "two-spirals" } }, ContractsJson.Default.CreateRun, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var run = await answer.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription, cancellationToken);
        return CommandResults.Success($"{run!.Name} is started.", run.Id, CommandResultFormat.Text);
    }

    private static async Task<ExecuteCommandResult> PauseAllAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var paused = 0;
        foreach (var run in await FindAllAsync(client, "&status=started", cancellationToken))
        {
            using var answer = await client.PostAsJsonAsync(
                $"/v1/runs/{run.Id}/commands", new RunCommand { Command = RunCommandKind.Pause }, ContractsJson.Default.RunCommand, cancellationToken);
            // One that ended meanwhile refuses, and need not be paused.
            paused += answer.IsSuccessStatusCode ? 1 : 0;
        }

        return CommandResults.Success(paused == 0 ? "No run trains or waits." : $"{paused} paused.");
    }

    private static async Task<ExecuteCommandResult> DeleteAllAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var runs = await FindAllAsync(client, "", cancellationToken);
        foreach (var run in runs)
        {
            using var answer = await client.DeleteAsync(new Uri($"/v1/runs/{run.Id}", UriKind.Relative), cancellationToken);
            if (answer.StatusCode != System.Net.HttpStatusCode.NotFound)
            {
                answer.EnsureSuccessStatusCode();
            }
        }

        return CommandResults.Success(runs.Count == 0 ? "There is no run." : $"{runs.Count} deleted.");
    }

    private static async Task<ExecuteCommandResult> FindNewestAsync(HttpClient client, string page, CancellationToken cancellationToken)
    {
        var newest = await client.GetFromJsonAsync("/v1/runs?limit=1", ContractsJson.Default.RunPage, cancellationToken);
        return newest is { Runs: [var run, ..] }
            ? CommandResults.Success(run.Name, $"[{page}/?run={run.Id}]({page}/?run={run.Id})", CommandResultFormat.Markdown, displayImmediately: true)
            : CommandResults.Failure("There is no run yet; the backend's row can start one.");
    }

    private static async Task<List<RunDescription>> FindAllAsync(HttpClient client, string filter, CancellationToken cancellationToken)
    {
        List<RunDescription> all = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.GetFromJsonAsync(
                $"/v1/runs?limit=200{filter}{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}", ContractsJson.Default.RunPage, cancellationToken);
            all.AddRange(page!.Runs);
            cursor = page.Next;
        }

        return all;
    }
}
