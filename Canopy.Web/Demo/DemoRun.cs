using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.ServiceDefaults.Security;

namespace Canopy.Web.Demo;

/// <summary>A run that is there when the page is opened for the first time, at a pace that can be watched.</summary>
internal sealed class DemoRun(IRunCommands commands, ILogger<DemoRun> logger) : BackgroundService
{
    /// <summary>Without a pace of its own it gets the one for small problems.</summary>
    private static readonly CreateRun Request = new()
    {
        Name = "Two spirals",
        Note = "The benchmark of Fahlman and Lebiere (1990): 194 points on two spirals, three turns each.",
        Tags = ["demo"],
        Dataset = new DatasetSpec { Generator = "two-spirals" },
        Seed = 1,
        By = Caller.Local,
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await commands.CreateAsync(Request, stoppingToken);
        }
        catch (InvalidRequestException e)
        {
            // Limits of this installation leave no room for it; the rest works.
            Log.NoDemoRun(logger, e);
        }
    }
}
