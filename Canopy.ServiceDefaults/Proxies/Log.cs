using Microsoft.Extensions.Logging;

namespace Canopy.ServiceDefaults.Proxies;

internal static partial class Log
{
    [LoggerMessage(140, LogLevel.Information, "Forwarded headers are not read: ASPNETCORE_FORWARDEDHEADERS_ENABLED would trust everybody and counts for nothing; CANOPY_KNOWN_PROXIES names the proxies that are trusted")]
    public static partial void NobodyIsKnown(this ILogger logger);
}
