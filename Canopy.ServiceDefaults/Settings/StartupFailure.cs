using Microsoft.Extensions.Options;

namespace Canopy.ServiceDefaults.Settings;

/// <summary>
/// Turns a start that failed for a reason which its operator can mend into one message and an exit code, in place of a stack
/// trace and an abort.
/// </summary>
internal static class StartupFailure
{
    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int ExitCode = 78;

    private static int _reporting;

    public static void Report(string program)
    {
        if (Interlocked.Exchange(ref _reporting, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, e) => Exit(program, e.ExceptionObject);
        }
    }

    /// <summary>All mistakes of an exception that options' validation threw.</summary>
    public static IReadOnlyList<string> Mistakes(Exception exception) => exception switch
    {
        SettingsException settings => settings.Mistakes,
        OptionsValidationException options => [.. options.Failures],
        AggregateException all => [.. all.InnerExceptions.SelectMany(Mistakes)],
        _ => [exception.Message],
    };

    private static void Exit(string program, object exception)
    {
        var message = exception switch
        {
            SettingsException or OptionsValidationException => new SettingsException(Mistakes((Exception)exception)).Message,
            // "Failed to bind to address http://127.0.0.1:8050: address already in use."
            IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } busy => busy.Message,
            _ => null,
        };
        if (message is null)
        {
            return;
        }

        Console.Error.WriteLine($"{program} cannot start: {message}");
        Console.Error.Flush();
        Environment.Exit(ExitCode);
    }
}
