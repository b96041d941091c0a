using System.ComponentModel;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Canopy.Runs.Api;

/// <summary>The writing routes, in a process that has the store.</summary>
public static class RunCommandsApi
{
    /// <summary>Commands are small.</summary>
    private const double MaxCommandMegabytes = 0.0625;

    /// <summary>Maps creation, commands and deletion.</summary>
    public static IEndpointConventionBuilder MapRunCommands(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/runs").WithTags("Runs").AddEndpointFilter<IEndpointConventionBuilder, ProblemFilter>();
        var routes = (RouteGroupBuilder)group;
        routes.MapPost("/", CreateAsync).WithName("CreateRun").Accepts<CreateRun>("application/json").WithSummary("Creates a run, and starts it unless told not to. A repeated Idempotency-Key makes one run.")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/{id}/commands", SendAsync).WithName("SendRunCommand").Accepts<RunCommand>("application/json")
            .WithSummary("Start, pause, resume, stop, reset, step, set_options, set_pace. A repeated command_id (or Idempotency-Key) has one effect.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapDelete("/{id}", DeleteAsync).WithName("DeleteRun").WithSummary("Deletes a run with its log and checkpoints.");
        return group;
    }

    private static async Task<Results<Created<RunDescription>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpRequest http, IRunCommands commands, NewRunRequest creation, IOptions<RunsOptions> options, CancellationToken cancellationToken,
        [FromHeader(Name = IdempotencyKey.Header), Description(IdempotencyKey.Description)] string? idempotencyKey = null)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, options.Value.MaxBodyMegabytes);
        if (body is null)
        {
            return problem!;
        }

        using (body)
        {
            var errors = new FieldErrors();
            var request = CreateRunReader.Read(body.RootElement, errors);
            if (!errors.IsEmpty)
            {
                // What could be read may hold mistakes as well: all at once.
                creation.Check(request, errors);
                return Problems.Invalid(errors.ToDictionary());
            }

            request = request with { By = Sender.Of(http.HttpContext), Key = IdempotencyKey.Choose(idempotencyKey, http) };
            var run = await commands.CreateAsync(request, cancellationToken);
            return TypedResults.Created($"/v1/runs/{run.Id}", run);
        }
    }

    private static async Task<Results<Ok<RunCommandResult>, Accepted<RunCommandResult>, ProblemHttpResult>> SendAsync(
        string id, HttpRequest http, IRunCommands commands, CancellationToken cancellationToken,
        [FromHeader(Name = IdempotencyKey.Header), Description(IdempotencyKey.Description)] string? idempotencyKey = null)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, MaxCommandMegabytes);
        if (body is null)
        {
            return problem!;
        }

        using (body)
        {
            var key = IdempotencyKey.Choose(idempotencyKey, http);
            var command = RunCommandReader.Read(body.RootElement, idempotencyKey);
            command = command with { CommandId = command.CommandId ?? key, By = Sender.Of(http.HttpContext) };
            return await commands.SendAsync(id, command, cancellationToken) switch
            {
                null => Problems.UnknownRun(id),
                { Accepted: false } refused => Problems.Refused(refused.CommandId, refused.Reason ?? "The run does not take this command now."),
                { Applied: false } waiting => TypedResults.Accepted($"/v1/runs/{id}", waiting),
                var result => TypedResults.Ok(result),
            };
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, IRunCommands commands, CancellationToken cancellationToken)
        => await commands.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.UnknownRun(id);
}
