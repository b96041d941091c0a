using System.Diagnostics;

namespace Canopy.CasCor.Tests.Training;

public sealed class GoldenRunTests
{
    private static readonly string GoldenFile = Path.Combine(AppContext.BaseDirectory, "Training", "golden-runs.txt");

    [Fact]
    public void GoldenRuns_OnThisMachine_HaveTheRecordedHashes() => Assert.Equal(Recorded(), GoldenRuns.Compute());

    // 256 bits; the loops for narrow vectors, on what the machine has; 128 bits, with which x86 loses the fused multiply-add,
    // so that .NET emulates it; and none at all.
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_PreferredVectorBitWidth", "128")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    public async Task GoldenRuns_OnNarrowerVectors_HaveTheRecordedHashes(string setting, string value)
        => Assert.Equal(Recorded(), await ComputeInChildAsync(setting, value));

    private static string Recorded() => File.ReadAllText(GoldenFile).ReplaceLineEndings().Trim();

    private static async Task<string> ComputeInChildAsync(string setting, string value)
    {
        ProcessStartInfo start = TestProgram.Start("golden");
        start.Environment[setting] = value;

        using Process child = Process.Start(start)!;
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, child.ExitCode);
        return output.ReplaceLineEndings().Trim();
    }
}
