namespace Canopy.Web.Streaming;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "The log of run {RunId} cannot be read; viewers stay connected and the relay goes on trying")]
    public static partial void StoreIsAway(ILogger logger, string runId, Exception exception);

    [LoggerMessage(2002, LogLevel.Information, "The log of run {RunId} can be read again after {Failures} attempts")]
    public static partial void StoreIsBack(ILogger logger, string runId, int failures);

    [LoggerMessage(2003, LogLevel.Warning, "Entries {FromSeq} to {ToSeq} of run {RunId} are missing from its log")]
    public static partial void EntriesMissing(ILogger logger, string runId, long fromSeq, long toSeq);

    [LoggerMessage(2004, LogLevel.Debug, "The subscription to run {RunId} did not end cleanly")]
    public static partial void UnsubscribeFailed(ILogger logger, string runId, Exception exception);

    [LoggerMessage(2005, LogLevel.Error, "The relay of run {RunId} failed; its viewers are asked to come back")]
    public static partial void RelayFailed(ILogger logger, string runId, Exception exception);

    [LoggerMessage(2006, LogLevel.Debug, "Client {ClientId} watches run {RunId} after entry {After} as {Form}")]
    public static partial void ViewerJoined(ILogger logger, string clientId, string runId, long after, StreamForm form);

    [LoggerMessage(2007, LogLevel.Debug, "Client {ClientId} left run {RunId} at entry {Seq}")]
    public static partial void ViewerLeft(ILogger logger, string clientId, string runId, long seq);

    [LoggerMessage(2008, LogLevel.Warning, "A connection from origin {Origin} was refused; WEBSOCKET_ALLOWED_ORIGINS names the origins besides our own")]
    public static partial void OriginRefused(ILogger logger, string origin);

    [LoggerMessage(2010, LogLevel.Warning, "Run {RunId}: entry {Seq} of its log is of kind {Kind}, which this version does not know; it is passed on as it is, and pages of this version skip it")]
    public static partial void UnknownKind(ILogger logger, string runId, long seq, int kind);

    [LoggerMessage(2009, LogLevel.Error, "A connection ended by an error")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception);
}
