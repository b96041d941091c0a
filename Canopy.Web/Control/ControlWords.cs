using Canopy.Runs.Commands;

namespace Canopy.Web.Control;

/// <summary>Values of <see cref="Contracts.CommandResponse.Status"/>.</summary>
internal static class ControlStatus
{
    public const string Success = "success";
    public const string Accepted = "accepted";
    public const string Error = "error";
}

/// <summary>Values of <see cref="Contracts.CommandResponse.Code"/>.</summary>
internal static class ControlCode
{
    public const string UnknownCommand = "unknown_command";
    public const string UnknownRun = "unknown_run";
    public const string IllegalMove = "illegal_move";
    public const string InvalidParameters = "invalid_parameters";
    public const string MalformedMessage = "malformed_message";
    public const string BackendUnavailable = "backend_unavailable";
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string ReadOnly = "read_only";
    public const string NewerFormat = NewerFormatException.Code;
    public const string InternalError = "internal_error";
}
