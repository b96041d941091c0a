namespace Canopy.Pipeline.Tests.Workflows;

/// <summary>CI-01 and CI-02 on the workflows.</summary>
public sealed class StagesTests
{
    private static readonly WorkflowSet Set = WorkflowSet.Load();

    [Fact]
    public void Stages_AsCommitted_AreInTheOrderOfTheSpecification() =>
        Assert.Empty(Stages.AreInOrder(Set).Concat(Stages.AreTriggered(Set)).Concat(Stages.HaveTheirEnvironments(Set)));

    [Theory]
    [InlineData("needs: [changes, security]", "needs: [changes]", "tests does not wait for security")]
    [InlineData("  dast:", "  zap:", "no stage dast")]
    [InlineData("${{ !failure() && !cancelled() && ", "${{ always() && ", "manifests runs whatever")]
    public void AreInOrder_ChangedOrder_IsRefused(string old, string changed, string message) =>
        AssertRefuses(Stages.AreInOrder, Set.With("ci.yml", old, changed), message);

    [Theory]
    [InlineData("branches: [main, develop, staging]", "branches: [main, develop]", "a push to staging starts nothing")]
    [InlineData("tags: [\"v*\"]", "tags: [\"x*\"]", "a version's tag")]
    [InlineData("    paths-ignore:", "    paths-that-matter:", "pushes are not filtered")]
    [InlineData("    if: needs.changes.outputs.images == 'true'\n", "", "images is not filtered")]
    [InlineData("  pull_request:\n", "  workflow_dispatch:\n", "a pull request starts nothing")]
    public void AreTriggered_ChangedTrigger_IsRefused(string old, string changed, string message) =>
        AssertRefuses(Stages.AreTriggered, Set.With("ci.yml", old, changed), message);

    [Theory]
    [InlineData("ci.yml", "refs/heads/staging", "refs/heads/develop", "deploy-staging: is not for pushes")]
    [InlineData("ci.yml", "      environment: prod", "      environment: staging", "deploy-prod: does not go to prod")]
    [InlineData("ci.yml", "https://canopy.example.com", "https://canopy-dev.example.com", "deploy-prod: does not go to prod")]
    [InlineData("ci.yml", "needs.images.outputs.web }}", "needs.images.outputs.backend }}", "by digest")]
    [InlineData("deploy.yml", "      name: ${{ inputs.environment }}", "      name: dev", "not in the environment")]
    public void HaveTheirEnvironments_ChangedEnvironment_IsRefused(string file, string old, string changed, string message) =>
        AssertRefuses(Stages.HaveTheirEnvironments, Set.With(file, old, changed), message);

    // What each stage is there for; the right-hand side is in one of the job's steps.
    [Theory]
    [InlineData("ci.yml", "lint", "./canopy lint")]
    [InlineData("ci.yml", "lint", "npm run lint")]
    [InlineData("security.yml", "codeql", "github/codeql-action/analyze@")]
    [InlineData("security.yml", "semgrep", "scan.sh sources artifacts/semgrep.sarif")]
    [InlineData("security.yml", "semgrep", "github/codeql-action/upload-sarif@")]
    [InlineData("security.yml", "secrets", "scan.sh secrets")]
    [InlineData("security.yml", "dependencies", "audit.sh")]
    [InlineData("security.yml", "files", "scan.sh files")]
    [InlineData("tests.yml", "programs", "--collect \"Code Coverage;Format=cobertura\"")]
    [InlineData("tests.yml", "programs", "./canopy bench gate")]
    [InlineData("tests.yml", "page", "--reporter=junit")]
    [InlineData("tests.yml", "page", "npm run build")]
    [InlineData("tests.yml", "browser", "FullyQualifiedName~Canopy.EndToEnd.Tests.Browser")]
    [InlineData("tests.yml", "coverage", "codecov/codecov-action@")]
    [InlineData("images.yml", "build", "type=gha,scope=${{ matrix.program }}")]
    [InlineData("images.yml", "build", "type=sha,prefix=sha-,format=short")]
    [InlineData("images.yml", "build", "type=ref,event=branch")]
    [InlineData("images.yml", "build", "type=semver,pattern=v{{version}}")]
    [InlineData("images.yml", "build", "type=semver,pattern={{major}}.{{minor}}")]
    [InlineData("images.yml", "build", "latest=auto")]
    [InlineData("images.yml", "build", "mode=max")]
    [InlineData("images.yml", "build", "REVISION=${{ github.sha }}")]
    [InlineData("images.yml", "scan", "scan.sh image \"$IMAGE\" artifacts/trivy-image.sarif")]
    [InlineData("images.yml", "scan", "github/codeql-action/upload-sarif@")]
    [InlineData("ci.yml", "manifests", "check-generated.sh")]
    [InlineData("ci.yml", "manifests", "Canopy.Deployment.Tests")]
    [InlineData("deploy.yml", "deploy", "aws-actions/configure-aws-credentials@")]
    [InlineData("deploy.yml", "deploy", "google-github-actions/auth@")]
    [InlineData("deploy.yml", "deploy", "verify-rollout.sh")]
    [InlineData("deploy.yml", "deploy", "smoke.sh")]
    [InlineData("deploy.yml", "deploy", "rollback.sh")]
    [InlineData("deploy.yml", "deploy", "slack.sh")]
    [InlineData("ci.yml", "dast", "scan.sh site https://canopy-staging.example.com")]
    public void Stage_AsCommitted_DoesWhatItIsFor(string file, string job, string text) =>
        Assert.Contains(Set[file].Job(job).Steps.SelectMany(Yaml.Texts), part => part.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void CodeQl_AsCommitted_LooksAtBothLanguages() =>
        Assert.Equal(["csharp", "javascript-typescript"], Set["security.yml"].Job("codeql").Root.At("strategy", "matrix", "language").Items());

    [Fact]
    public void Scan_AsCommitted_FollowsTheBuild() => Assert.Equal(["build"], Set["images.yml"].Job("scan").Needs);

    [Fact]
    public void Deploy_StepThatFails_IsFollowedByTheWayBack()
    {
        List<string> ids = [.. Set["deploy.yml"].Job("deploy").Steps.Select(step => step.Text("id")).Where(id => id.Length > 0)];

        Assert.Equal(["deploy", "rollout", "smoke", "rollback", "report"], ids);
        Assert.Contains("failure()", Set["deploy.yml"].Job("deploy").Steps.Single(step => step.Text("id") == "rollback").Text("if"), StringComparison.Ordinal);
    }

    private static void AssertRefuses(Func<WorkflowSet, IEnumerable<string>> rule, WorkflowSet set, string message) =>
        Assert.Contains(rule(set), found => found.Contains(message, StringComparison.Ordinal));
}
