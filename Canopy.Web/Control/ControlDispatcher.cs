using System.Diagnostics;
using System.Text.Json;
using Canopy.Contracts;
using Canopy.Runs;
using Canopy.Runs.Commands;
using Canopy.Runs.Storage;
using Canopy.ServiceDefaults.Settings;
using Canopy.ServiceDefaults.Telemetry;
using Canopy.Web.Backend;
using Canopy.Web.Streaming;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Control;

/// <summary>Carries out a command and puts what became of it into words. Nothing that a client sends makes it throw.</summary>
internal sealed class ControlDispatcher(
    IRunCommands commands, IOptions<ProgramSettings> program, StreamTelemetry telemetry, ILogger<ControlDispatcher> logger)
{
    public async Task<CommandResponse> AnswerAsync(ReadOnlyMemory<byte> bytes, SocketEnd end, CancellationToken cancellationToken)
    {
        var (message, refusal) = ControlReader.Read(bytes.Span);
        var response = message is null ? refusal! : await TraceAsync(message, end, cancellationToken);
        telemetry.Commands.Add(1, new KeyValuePair<string, object?>("outcome", response.Code ?? response.Status));
        return response;
    }

    private async Task<CommandResponse> TraceAsync(ControlMessage message, SocketEnd end, CancellationToken cancellationToken)
    {
        // The socket's own trace is complete only when the socket closes, in hours: a command has the page's, or its own.
        var socket = TraceParent.Current;
        Activity.Current = null;
        using var span = StreamTelemetry.Source.StartActivity(
            $"control {Name(message.Command)}", ActivityKind.Server, TraceParent.Read(message.Traceparent), links: TraceParent.Links(socket));
        using var scope = logger.BeginRun(message.RunId);
        span?.SetTag("canopy.run.id", message.RunId).SetTag("canopy.command.id", message.CommandId);
        var response = await CarryOutAsync(message, end, cancellationToken);
        if (response.Status == ControlStatus.Error)
        {
            span?.SetTag("error.type", response.Code).SetStatus(ActivityStatusCode.Error, response.Error);
        }

        return response;
    }

    private static string Name(RunCommandKind command) => JsonNamingPolicy.SnakeCaseLower.ConvertName(command.ToString());

    private async Task<CommandResponse> CarryOutAsync(ControlMessage message, SocketEnd end, CancellationToken cancellationToken)
    {
        var response = new CommandResponse
        {
            CommandId = message.CommandId,
            Command = Name(message.Command),
            Status = ControlStatus.Error,
        };
        if (end.IsExpired)
        {
            // The socket is about to be closed for the same reason.
            return response with { Code = ControlCode.Unauthorized, Error = Farewell.Expired };
        }

        if (program.Value.ReadOnly)
        {
            return response with { Code = ControlCode.ReadOnly, Error = "This installation is read-only." };
        }

        if (!RunId.IsPossible(message.RunId))
        {
            return UnknownRun(response, message);
        }

        try
        {
            return await commands.SendAsync(message.RunId, CommandOf(message, end), cancellationToken) switch
            {
                null => UnknownRun(response, message),
                { Accepted: false } refused => response with { Code = ControlCode.IllegalMove, Error = refused.Reason, Result = refused.Run },
                { Applied: false } handedOver => response with { Status = ControlStatus.Accepted, Result = handedOver.Run },
                { } applied => response with { Status = ControlStatus.Success, Result = applied.Run },
            };
        }
        catch (InvalidRequestException e)
        {
            return response with { Code = ControlCode.InvalidParameters, Error = e.Message, Errors = e.Errors };
        }
        catch (NewerFormatException e)
        {
            return response with { Code = ControlCode.NewerFormat, Error = e.Message };
        }
        catch (BackendForbidsException e)
        {
            return response with { Code = e.Code, Error = e.Message };
        }
        catch (ServiceUnavailableException e)
        {
            return response with { Code = ControlCode.BackendUnavailable, Error = e.Message };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.CommandFailed(logger, message.RunId, message.Command, e);
            return response with { Code = ControlCode.InternalError, Error = "An internal error; the command may or may not have taken effect." };
        }
    }

    private static CommandResponse UnknownRun(CommandResponse response, ControlMessage message)
        => response with { Code = ControlCode.UnknownRun, Error = $"There is no run '{message.RunId}'." };

    private static RunCommand CommandOf(ControlMessage message, SocketEnd end) => new()
    {
        Command = message.Command,
        CommandId = message.CommandId,
        Unit = message.Params?.Unit ?? default,
        Options = message.Params?.Options,
        Pace = message.Params?.Pace,
        By = end.CallerId,
    };
}
