using Canopy.Access;

namespace Canopy.Web.Session;

internal static partial class Log
{
    [LoggerMessage(2401, LogLevel.Information, "{Name} signed in as {Role}")]
    public static partial void SignedIn(ILogger logger, string name, AccessRole role);

    // Not the name: people type their password there, too.
    [LoggerMessage(2402, LogLevel.Warning, "An attempt to sign in was refused")]
    public static partial void SignInRefused(ILogger logger);
}
