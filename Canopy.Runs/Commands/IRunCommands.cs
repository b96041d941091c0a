using Canopy.Contracts;

namespace Canopy.Runs.Commands;

/// <summary>The writing side: in the process (backend, demo mode) or by HTTP to a backend (web).</summary>
public interface IRunCommands
{
    /// <summary>Creates a run.</summary>
    /// <exception cref="InvalidRequestException">A field is wrong; all mistakes at once.</exception>
    /// <exception cref="KeyReusedException">The request's key stands for something else.</exception>
    Task<RunDescription> CreateAsync(CreateRun request, CancellationToken cancellationToken);

    /// <summary>Carries out a command, or refuses it with the reason; null when there is no such run.</summary>
    /// <exception cref="InvalidRequestException">A parameter is wrong.</exception>
    /// <exception cref="NewerFormatException">A newer Canopy wrote the run.</exception>
    Task<RunCommandResult?> SendAsync(string runId, RunCommand command, CancellationToken cancellationToken);

    /// <summary>Deletes a run with its log and checkpoints; false when there is none. A started run is stopped first.</summary>
    /// <exception cref="NewerFormatException">A newer Canopy wrote the run, and may keep more of it than would be deleted.</exception>
    Task<bool> DeleteAsync(string runId, CancellationToken cancellationToken);
}

/// <summary>A request with wrong fields: path in snake_case → sentences that name the accepted values.</summary>
public sealed class InvalidRequestException(IReadOnlyDictionary<string, string[]> errors)
    : Exception(string.Join(" ", errors.SelectMany(e => e.Value)))
{
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}

/// <summary>A newer Canopy wrote what is asked for or to be changed; nothing was done. The message names the version that was found, and those that are read.</summary>
public sealed class NewerFormatException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What problem details have as <c>code</c>, and answers of the control socket.</summary>
    public const string Code = "newer_format";
}

/// <summary>An idempotency key came with another request than the first time; nothing was changed.</summary>
public sealed class KeyReusedException(string message) : Exception(message);

/// <summary>The store or the backend cannot be reached; nothing was done.</summary>
public sealed class ServiceUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
