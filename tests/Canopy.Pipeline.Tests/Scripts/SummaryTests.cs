using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>What `./canopy test` says in the end, from the reports of the runs: eng/test.sh and eng/failed-tests.mjs.</summary>
public sealed class SummaryTests : IDisposable
{
    private const string Solution = """
        <TestRun><Results>
          <UnitTestResult testId="1" testName="Canopy.A(name: &quot;a &gt; b&quot;)" outcome="Passed" />
          <UnitTestResult testId="2" testName="Canopy.B(name: &quot;a &gt; b&quot;)" outcome="Failed"><Output><ErrorInfo>
            <Message>Assert.Equal() Failure&#xD;
        Expected: &lt;1&gt;</Message><StackTrace>at Canopy.B()</StackTrace></ErrorInfo></Output></UnitTestResult>
          <UnitTestResult testId="3" testName="Canopy.C" outcome="NotExecuted"><Output><StdOut>left out</StdOut></Output></UnitTestResult>
        </Results><ResultSummary outcome="Failed">
          <Counters total="3" executed="2" passed="1" failed="1" error="0" timeout="0" aborted="0" notExecuted="0" />
        </ResultSummary></TestRun>
        """;

    private const string Page =
        """
        {"numTotalTests":4,"numPassedTests":2,"numFailedTests":2,"numPendingTests":0,"testResults":[
          {"name":"a.test.ts","status":"failed","message":"","assertionResults":[
            {"fullName":"A adds","status":"passed","failureMessages":[]},
            {"fullName":"A subtracts","status":"failed","failureMessages":["expected 1 to be 2"]}]},
          {"name":"b.test.ts","status":"failed","message":"it does not load","assertionResults":[]}]}
        """;

    private readonly TemporaryFolder _results = new();

    [Fact]
    public async Task Summary_FailedTests_AreNamedBeforeTheLastLine()
    {
        _results.Write("tests_1.trx", Solution);
        _results.Write("page.json", Page.ReplaceLineEndings(""));

        Outcome summary = await SummariseAsync(broken: 1);

        Assert.Equal(1, summary.ExitCode);
        Assert.Equal(
            """

            Failed: A subtracts
              expected 1 to be 2

            Failed: b.test.ts
              it does not load

            Failed: Canopy.B(name: "a > b")
              Assert.Equal() Failure
              Expected: <1>

            3 passed, 3 failed

            """,
            summary.Output);
        Assert.Contains("1 skipped", summary.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_BrokenRunWithoutFailedTest_CountsAsFailed()
    {
        _results.Write("tests_1.trx", Solution.Replace("outcome=\"Failed\"", "outcome=\"Passed\"", StringComparison.Ordinal).Replace(" failed=\"1\"", " failed=\"0\"", StringComparison.Ordinal));

        Outcome summary = await SummariseAsync(broken: 1);

        Assert.Equal(1, summary.ExitCode);
        Assert.Equal("\n1 passed, 1 failed\n", summary.Output);
        Assert.Contains("a test run ended early", summary.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_NoReports_IsNoSuccess()
    {
        Outcome summary = await SummariseAsync(broken: 0);

        Assert.Equal(1, summary.ExitCode);
        Assert.Equal("\n0 passed, 0 failed\n", summary.Output);
        Assert.Contains("no test was run", summary.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _results.Dispose();

    private Task<Outcome> SummariseAsync(int broken) =>
        Command.RunAsync("bash", ["-c", ". eng/say.sh; . eng/test.sh; results=$1; summarise \"$2\"", "bash", _results.Path, $"{broken}"]);
}
