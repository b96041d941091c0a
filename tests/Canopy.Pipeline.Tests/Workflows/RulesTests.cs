namespace Canopy.Pipeline.Tests.Workflows;

/// <summary>CI-03: the rules hold, and each refuses what it is for.</summary>
public sealed class RulesTests
{
    private static readonly WorkflowSet Set = WorkflowSet.Load();

    [Fact]
    public void Workflows_AsCommitted_KeepEveryRule()
    {
        Func<WorkflowSet, IEnumerable<string>>[] rules =
        [
            Rules.ActionsArePinned, Rules.PermissionsAreLeast, Rules.CallsFit, Rules.JobsEnd, Rules.RunsAreGrouped,
            Rules.ScriptsHoldNoExpressions, Rules.CheckoutsKeepNoToken, Rules.SecretsAreNamed, Rules.ArtefactsAreKept, Rules.ScriptsExist,
        ];

        Assert.Empty(rules.SelectMany(rule => rule(Set)));
    }

    [Theory]
    [InlineData("actions/setup-node@53b83947a5a98c8d113130e565377fae1a50d02f # v6.3.0", "actions/setup-node@v6", "not fixed")]
    [InlineData("actions/setup-node@53b83947a5a98c8d113130e565377fae1a50d02f # v6.3.0", "actions/setup-node@53b83947a5a98c8d113130e565377fae1a50d02f", "not fixed")]
    [InlineData("actions/setup-node@53b83947a5a98c8d113130e565377fae1a50d02f # v6.3.0", "actions/setup-node@53b8394 # v6.3.0", "not fixed")]
    [InlineData("actions/setup-node@53b83947a5a98c8d113130e565377fae1a50d02f", "actions/setup-node@0000000000000000000000000000000000000000", "another commit")]
    [InlineData("53b83947a5a98c8d113130e565377fae1a50d02f # v6.3.0", "53b83947a5a98c8d113130e565377fae1a50d02f # v6.4.0", "another commit or version")]
    public void ActionsArePinned_ChangedAction_IsRefused(string old, string changed, string message) =>
        AssertRefuses(Rules.ActionsArePinned, Set.With("ci.yml", old, changed), message);

    [Theory]
    [InlineData("tests.yml", "permissions: {}", "permissions: write-all", "permissions at the top")]
    [InlineData("tests.yml", "permissions: {}\n", "", "permissions at the top")]
    [InlineData("tests.yml", "    permissions:\n      contents: read\n    env:", "    env:", "no permissions of its own")]
    [InlineData("ci.yml", "contents: read", "contents: write", "may write to the repository")]
    public void PermissionsAreLeast_MoreThanNeeded_IsRefused(string file, string old, string changed, string message) =>
        AssertRefuses(Rules.PermissionsAreLeast, Set.With(file, old, changed), message);

    [Theory]
    [InlineData("uses: ./.github/workflows/tests.yml", "uses: ./.github/workflows/test.yml", "does not exist")]
    [InlineData("      page: ${{", "      pages: ${{", "gives pages")]
    [InlineData("      url: https://canopy-dev.example.com\n", "", "does not give url")]
    [InlineData("needs.images.outputs.web", "needs.images.outputs.page", "no output page")]
    [InlineData("      packages: write # the images are pushed\n", "", "images.yml needs actions: read, contents: read, packages: write")]
    [InlineData("      id-token: write # coverage", "      packages: write\n      id-token: write # coverage", "allows contents: read, id-token: write, packages: write")]
    public void CallsFit_CallThatDoesNotFit_IsRefused(string old, string changed, string message) =>
        AssertRefuses(Rules.CallsFit, Set.With("ci.yml", old, changed), message);

    [Theory]
    [InlineData("    timeout-minutes: 45\n", "")]
    [InlineData("timeout-minutes: 45", "timeout-minutes: 360")]
    public void JobsEnd_NoTimeLimit_IsRefused(string old, string changed) =>
        AssertRefuses(Rules.JobsEnd, Set.With("deploy.yml", old, changed), "timeout-minutes");

    [Theory]
    [InlineData("ci.yml", "  group: ci-${{ github.ref }}\n", "", "no concurrency group")]
    [InlineData("deploy.yml", "cancel-in-progress: false", "cancel-in-progress: true", "cut off")]
    public void RunsAreGrouped_NoGroup_IsRefused(string file, string old, string changed, string message) =>
        AssertRefuses(Rules.RunsAreGrouped, Set.With(file, old, changed), message);

    [Theory]
    [InlineData("${{ github.event.pull_request.base.sha }}")]
    [InlineData("${{ github.head_ref }}")]
    [InlineData("${{ secrets.SLACK_WEBHOOK_URL }}")]
    public void ScriptsHoldNoExpressions_ExpressionInScript_IsRefused(string expression) =>
        AssertRefuses(Rules.ScriptsHoldNoExpressions, Set.With("ci.yml", "changes.sh \"$BASE\"", $"changes.sh {expression}"), expression);

    [Fact]
    public void CheckoutsKeepNoToken_TokenKept_IsRefused() =>
        AssertRefuses(Rules.CheckoutsKeepNoToken, Set.With("deploy.yml", "persist-credentials: false", "persist-credentials: true"), "keeps its token");

    [Theory]
    [InlineData("ci.yml", "  pull_request:\n", "  pull_request_target:\n", "fork's code")]
    [InlineData("redeploy.yml", "secrets:\n      SLACK_WEBHOOK_URL: ${{ secrets.SLACK_WEBHOOK_URL }}", "secrets: inherit", "all secrets")]
    public void SecretsAreNamed_SecretsForAll_IsRefused(string file, string old, string changed, string message) =>
        AssertRefuses(Rules.SecretsAreNamed, Set.With(file, old, changed), message);

    [Fact]
    public void ArtefactsAreKept_KeptShorter_IsRefused() =>
        AssertRefuses(Rules.ArtefactsAreKept, Set.With("tests.yml", "retention-days: 30", "retention-days: 1"), "programs-tests");

    [Fact]
    public void ScriptsExist_UnknownScript_IsRefused() =>
        AssertRefuses(Rules.ScriptsExist, Set.With("deploy.yml", "pipeline/smoke.sh", "pipeline/smoke-test.sh"), "smoke-test.sh is no program");

    [Fact]
    public void ScriptsExist_UnknownTestProject_IsRefused() =>
        AssertRefuses(Rules.ScriptsExist, Set.With("ci.yml", "Canopy.Deployment.Tests", "Canopy.Deploy.Tests"), "no test project Canopy.Deploy.Tests");

    private static void AssertRefuses(Func<WorkflowSet, IEnumerable<string>> rule, WorkflowSet set, string message) =>
        Assert.Contains(rule(set), found => found.Contains(message, StringComparison.Ordinal));
}
