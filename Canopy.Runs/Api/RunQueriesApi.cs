using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Datasets;
using Canopy.Runs.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Canopy.Runs.Api;

/// <summary>The reading routes. They need an <see cref="IRunReader"/> only.</summary>
public static class RunQueriesApi
{
    private const int MostRuns = 200;
    private const int MostEntries = 1000;

    /// <summary>Maps runs, their logs, data and networks, and the catalogues of options and generators.</summary>
    public static IEndpointConventionBuilder MapRunQueries(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1").WithTags("Runs").AddEndpointFilter<IEndpointConventionBuilder, ProblemFilter>();
        var routes = (RouteGroupBuilder)group;
        routes.MapGet("/runs", ListAsync).WithName("ListRuns").WithSummary("Runs, newest first.");
        routes.MapGet("/runs/{id}", FindAsync).WithName("FindRun").WithSummary("One run.");
        routes.MapGet("/runs/{id}/log", ReadLogAsync).WithName("ReadRunLog").Produces<RunLogPage>()
            .WithSummary("Log entries after a number, as JSON envelopes; no entries: there are no more yet.");
        routes.MapGet("/runs/{id}/dataset", FindDatasetAsync).WithName("FindRunDataset").WithSummary("The values of a run's data.");
        routes.MapGet("/runs/{id}/network", FindNetworkAsync).WithName("FindRunNetwork").WithSummary("The network of a run's newest checkpoint.");
        routes.MapCatalogues();
        return group;
    }

    private static async Task<Results<Ok<RunPage>, ValidationProblem>> ListAsync(
        IRunReader reader, string? status, string? search, string? tag, string? cursor, CancellationToken cancellationToken, int limit = 50)
    {
        if (limit is < 1 or > MostRuns)
        {
            return Problems.Invalid("limit", $"limit is {limit}; it must be from 1 to {MostRuns}.");
        }

        RunStatus? wanted = Enum.GetValues<RunStatus>().Cast<RunStatus?>().FirstOrDefault(s => RunMoves.Name(s!.Value) == status);
        if (!string.IsNullOrEmpty(status) && wanted is null)
        {
            return Problems.Invalid("status", $"status must be one of {string.Join(", ", Enum.GetValues<RunStatus>().Select(RunMoves.Name))}.");
        }

        if (cursor is not null && !RunId.IsPossible(cursor))
        {
            return Problems.Invalid("cursor", "cursor must be the value of next on the page before.");
        }

        var query = new RunQuery { Status = wanted, Search = search, Tag = tag, Cursor = cursor, Limit = limit };
        return TypedResults.Ok(await reader.ListAsync(query, cancellationToken));
    }

    private static async Task<Results<Ok<RunDescription>, ProblemHttpResult>> FindAsync(
        string id, IRunReader reader, CancellationToken cancellationToken)
        => await FindRunAsync(id, reader, cancellationToken) is { } run ? TypedResults.Ok(run) : Problems.UnknownRun(id);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult, ValidationProblem>> ReadLogAsync(
        string id, IRunReader reader, CancellationToken cancellationToken, long after = 0, int count = 100)
    {
        if (after < 0)
        {
            return Problems.Invalid("after", $"after is {after}; it must be 0 or the number of an entry.");
        }

        if (count is < 1 or > MostEntries)
        {
            return Problems.Invalid("count", $"count is {count}; it must be from 1 to {MostEntries}.");
        }

        return await FindRunAsync(id, reader, cancellationToken) is null
            ? Problems.UnknownRun(id)
            : TypedResults.Bytes(await LogPage.ReadAsync(reader, id, after, count, cancellationToken), "application/json");
    }

    private static async Task<Results<Ok<DatasetValues>, ProblemHttpResult>> FindDatasetAsync(
        string id, IRunReader reader, CancellationToken cancellationToken)
    {
        if (await FindRunAsync(id, reader, cancellationToken) is not { } run)
        {
            return Problems.UnknownRun(id);
        }

        // Runs may share values under different names.
        return await reader.FindDatasetAsync(run.Dataset.Hash, cancellationToken) is { } values
            ? TypedResults.Ok(values with { Description = run.Dataset })
            : Problems.NotFound("The data of this run is gone.");
    }

    private static async Task<Results<Ok<NetworkWeights>, ProblemHttpResult>> FindNetworkAsync(
        string id, IRunReader reader, CancellationToken cancellationToken)
    {
        if (await FindRunAsync(id, reader, cancellationToken) is not { } run)
        {
            return Problems.UnknownRun(id);
        }

        return await reader.FindCheckpointAsync(id, cancellationToken) is { } checkpoint
            && await reader.FindDatasetAsync(run.Dataset.Hash, cancellationToken) is { } values
            ? TypedResults.Ok(Weights(checkpoint, values))
            : Problems.NotFound("This run has no checkpoint yet: it was not trained, or has only just begun.");
    }

    private static NetworkWeights Weights(StoredCheckpoint checkpoint, DatasetValues values)
    {
        using var trainer = Trainer.Restore(checkpoint.Bytes.Span, DatasetValuesReader.ToDataset(values));
        var network = trainer.Network;
        var width = network.OutputWeights.Length / network.Outputs;
        var rows = new float[network.Outputs][];
        for (var o = 0; o < rows.Length; o++)
        {
            rows[o] = network.OutputWeights.Slice(o * width, width).ToArray();
        }

        return new NetworkWeights(
            network.Inputs, network.Outputs, network.OutputActivation, network.HiddenUnits, rows, checkpoint.Epoch, network.ComputeHash());
    }

    private static Task<RunDescription?> FindRunAsync(string id, IRunReader reader, CancellationToken cancellationToken)
        => RunId.IsPossible(id) ? reader.FindAsync(id, cancellationToken) : Task.FromResult<RunDescription?>(null);
}
