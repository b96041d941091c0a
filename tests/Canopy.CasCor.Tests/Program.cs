using Canopy.CasCor.Tests;
using Canopy.CasCor.Tests.Options;
using Canopy.CasCor.Tests.Training;

// "golden" prints the golden runs' hashes, "example" runs the README's example; anything else is for the test runner.
if (args is ["golden"])
{
    Console.WriteLine(GoldenRuns.Compute());
    return 0;
}

if (args is ["options"])
{
    Console.Write(OptionsDocument.Write());
    return 0;
}

if (args is ["example"])
{
    ReadmeExample.Run();
    return 0;
}

return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
