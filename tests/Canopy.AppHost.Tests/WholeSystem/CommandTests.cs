using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using Canopy.AppHost.Commands;
using Canopy.AppHost.Tests.Support;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.AppHost.Tests.WholeSystem;

/// <summary>The dashboard's commands, one after the other as a person would: what one leaves the next needs.</summary>
public sealed class CommandTests(CanopyApplication canopy)
{
    [Fact]
    public async Task Commands_StartPauseOpenDelete_DoWhatTheySay()
    {
        var started = await ExecuteAsync("backend", RunCommands.StartDemo);
        var id = started.Data!.Value;
        Assert.Equal(RunStatus.Started, (await FindAsync(id)).Status);

        await ExecuteAsync("backend", RunCommands.PauseAll);
        await Until.TrueAsync(async () => (await FindAsync(id)).Status == RunStatus.Paused, "the run is paused");

        var newest = await ExecuteAsync("web", RunCommands.OpenNewest);
        Assert.Contains($"/?run={id}", newest.Data!.Value, StringComparison.Ordinal);

        await ExecuteAsync("backend", RunCommands.DeleteAll);
        Assert.Empty((await ListAsync()).Runs);
    }

    [Fact]
    public async Task Compact_Cache_IsDone()
    {
        Assert.Contains("rewriting", (await ExecuteAsync("cache", "compact")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backend", RunCommands.DeleteAll, true)]
    [InlineData("backend", RunCommands.PauseAll, false)]
    [InlineData("backend", RunCommands.StartDemo, false)]
    public void Command_ThatLosesSomething_AsksBefore(string resource, string name, bool asks)
    {
        var command = canopy.Snapshots(resource).Values.First().Commands.Single(c => c.Name == name);

        Assert.Equal(asks, command.ConfirmationMessage is not null);
        Assert.Equal(ResourceCommandState.Enabled, command.State);
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(string resource, string command)
    {
        var instance = canopy.Snapshots(resource).Keys.First();
        var result = await canopy.Application.ResourceCommands.ExecuteCommandAsync(instance, command, Deadline.Token);
        Assert.True(result.Success, result.Message);
        return result;
    }

    private async Task<RunDescription> FindAsync(string id) => (await ListAsync()).Runs.Single(run => run.Id == id);

    private async Task<RunPage> ListAsync()
    {
        using var client = canopy.Application.CreateHttpClient("web");
        return (await client.GetFromJsonAsync("/v1/runs", ContractsJson.Default.RunPage, Deadline.Token))!;
    }
}
