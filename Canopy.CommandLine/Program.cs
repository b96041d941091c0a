using System.CommandLine;
using Canopy.CommandLine;
using Canopy.CommandLine.Secrets.Cluster;

var root = CanopyCommand.Create();
var arguments = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
try
{
    // Errors of the parser are told together with ours; help and version come before both.
    return arguments.Errors.Count == 0
        ? arguments.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null })
        : arguments.CommandResult.Command is IProgramCommand command ? command.Run(arguments)
        : throw new BadUsageException([.. arguments.Errors.Select(e => e.Message)]);
}
catch (BadUsageException exception)
{
    foreach (var message in exception.Messages)
    {
        await Console.Error.WriteLineAsync($"canopy: {message}");
    }

    await Console.Error.WriteLineAsync($"canopy: see '{CanopyCommand.HelpFor(arguments)}'");
    return ExitCode.BadUsage;
}
catch (Exception exception) when (exception is OutputException or KubectlException)
{
    await Console.Error.WriteLineAsync($"canopy: {exception.Message.TrimEnd('.')}.");
    return ExitCode.Failed;
}
