using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Canopy.Contracts;
using Canopy.Runs.Api;
using Canopy.Runs.Commands;

namespace Canopy.Web.Backend;

/// <summary>Commands by HTTP to the backend, whose answers become what the same call in the process would have given.</summary>
internal sealed class BackendRunCommands(BackendClient backend) : IRunCommands
{
    public async Task<RunDescription> CreateAsync(CreateRun request, CancellationToken cancellationToken)
    {
        using var message = Message(HttpMethod.Post, "/v1/runs", request, ContractsJson.Default.CreateRun);
        if (request.Key is { } key)
        {
            message.Headers.TryAddWithoutValidation(IdempotencyKey.Header, key);
        }

        using var response = await SendAsync(message, cancellationToken);
        await ThrowUnlessAsync(response.IsSuccessStatusCode, response, cancellationToken);
        return await ReadAsync(response, ContractsJson.Default.RunDescription, cancellationToken);
    }

    public async Task<RunCommandResult?> SendAsync(string runId, RunCommand command, CancellationToken cancellationToken)
    {
        // An id from here on: a refusal names it.
        command = command.CommandId is null ? command with { CommandId = $"{Guid.NewGuid():N}" } : command;
        using var message = Message(HttpMethod.Post, $"{PathOf(runId)}/commands", command, ContractsJson.Default.RunCommand);
        using var response = await SendAsync(message, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (response.StatusCode == HttpStatusCode.Conflict)
        {
            return await ReadRefusalAsync(command, response, cancellationToken);
        }

        await ThrowUnlessAsync(response.IsSuccessStatusCode, response, cancellationToken);
        return await ReadResultAsync(response, cancellationToken);
    }

    public async Task<bool> DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, PathOf(runId));
        using var response = await SendAsync(message, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        await ThrowUnlessAsync(response.IsSuccessStatusCode, response, cancellationToken);
        return true;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await backend.SendAsync(message, cancellationToken);
        }
        catch (BackendSilentException e)
        {
            throw new ServiceUnavailableException(e.Message, e);
        }
    }

    private static HttpRequestMessage Message<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type)
        => new(method, path) { Content = JsonContent.Create(body, type) };

    private static string PathOf(string runId) => $"/v1/runs/{Uri.EscapeDataString(runId)}";

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => await response.Content.ReadFromJsonAsync(type, cancellationToken)
            ?? throw new ServiceUnavailableException("The backend's answer was empty.");

    /// <summary>The run beside the result may be of a newer backend, and not readable here: then the result comes without it.</summary>
    private static async Task<RunCommandResult> ReadResultAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        RunCommandResult? result;
        try
        {
            result = JsonSerializer.Deserialize(body, ContractsJson.Default.RunCommandResult);
        }
        catch (JsonException)
        {
            var fields = JsonNode.Parse(body)!.AsObject();
            fields.Remove("run");
            result = fields.Deserialize(ContractsJson.Default.RunCommandResult);
        }

        return result ?? throw new ServiceUnavailableException("The backend's answer was empty.");
    }

    /// <summary>A refusal is the result itself, or problem details that say why.</summary>
    private static async Task<RunCommandResult> ReadRefusalAsync(RunCommand command, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!IsProblem(response))
        {
            return await ReadResultAsync(response, cancellationToken);
        }

        var (detail, _, code) = await ReadProblemAsync(response, cancellationToken);
        if (code == NewerFormatException.Code)
        {
            throw new NewerFormatException(detail);
        }

        return new RunCommandResult(command.CommandId!, command.Command, Accepted: false, Applied: false, detail, Run: null);
    }

    private static async Task ThrowUnlessAsync(bool success, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (success)
        {
            return;
        }

        var (detail, errors, code) = await ReadProblemAsync(response, cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new BackendForbidsException(response.StatusCode, detail);
        }

        if (code == NewerFormatException.Code)
        {
            throw new NewerFormatException(detail);
        }

        if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            throw new KeyReusedException(detail);
        }

        throw (int)response.StatusCode is >= 400 and < 500
            ? new InvalidRequestException(errors.Count > 0 ? errors : new Dictionary<string, string[]> { [""] = [detail] })
            : new ServiceUnavailableException(detail);
    }

    private static async Task<(string Detail, Dictionary<string, string[]> Errors, string? Code)> ReadProblemAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var detail = $"The backend answered {(int)response.StatusCode}.";
        if (!IsProblem(response))
        {
            return (detail, errors, null);
        }

        using var problem = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        if (problem.RootElement.TryGetProperty("detail", out var text) && text.GetString() is { } sentence)
        {
            detail = sentence;
        }

        if (problem.RootElement.TryGetProperty("errors", out var fields))
        {
            foreach (var field in fields.EnumerateObject())
            {
                errors[field.Name] = [.. field.Value.EnumerateArray().Select(e => e.GetString() ?? "")];
            }
        }

        return (detail, errors, problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private static bool IsProblem(HttpResponseMessage response)
        => response.Content.Headers.ContentType?.MediaType == "application/problem+json";
}
