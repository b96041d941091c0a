namespace Canopy.Pipeline.Tests.Workflows;

/// <summary>The stages of CI-01 in their order, and the environments of CI-02.</summary>
internal static class Stages
{
    private static readonly (string Stage, string After)[] Order =
    [
        ("lint", "changes"), ("security", "lint"), ("tests", "security"), ("images", "tests"), ("manifests", "images"),
        ("deploy-dev", "manifests"), ("deploy-staging", "manifests"), ("deploy-prod", "manifests"), ("dast", "deploy-staging"),
    ];

    private static readonly (string Environment, string When, string Url)[] Environments =
    [
        ("dev", "github.ref == 'refs/heads/develop'", "https://canopy-dev.example.com"),
        ("staging", "github.ref == 'refs/heads/staging'", "https://canopy-staging.example.com"),
        ("prod", "startsWith(github.ref, 'refs/tags/v')", "https://canopy.example.com"),
    ];

    /// <summary>Every stage is there and starts only after the one before it.</summary>
    public static IEnumerable<string> AreInOrder(WorkflowSet set)
    {
        IReadOnlyList<Job> jobs = set["ci.yml"].Jobs;
        foreach ((string stage, string after) in Order)
        {
            if (jobs.SingleOrDefault(job => job.Id == stage) is not { } job)
            {
                yield return $"there is no stage {stage}";
            }
            else if (!job.Needs.Contains(after, StringComparer.Ordinal))
            {
                yield return $"{stage} does not wait for {after}";
            }
            else if (job.Root.Text("if").Contains("always()", StringComparison.Ordinal))
            {
                yield return $"{stage} runs whatever came before it";
            }
        }
    }

    /// <summary>It starts on pushes and pull requests, and both are filtered by path: one by the event, one by a job.</summary>
    public static IEnumerable<string> AreTriggered(WorkflowSet set)
    {
        object? on = set["ci.yml"].Root.At("on");
        string[] branches = [.. on.At("push", "branches").Items().OfType<string>()];
        foreach (string branch in new[] { "develop", "staging", "main" }.Except(branches, StringComparer.Ordinal))
        {
            yield return $"a push to {branch} starts nothing";
        }

        if (!on.At("push", "tags").Items().Contains("v*"))
        {
            yield return "a version's tag starts nothing";
        }

        if (!on.At("push", "paths-ignore").Items().Any())
        {
            yield return "pushes are not filtered by path";
        }

        if (!on.Has("pull_request"))
        {
            yield return "a pull request starts nothing";
        }

        string[] filtered = ["lint", "security", "tests", "images", "manifests"];
        foreach (string stage in filtered.Where(stage => !set["ci.yml"].Job(stage).Root.Text("if").Contains("needs.changes.outputs.", StringComparison.Ordinal)))
        {
            yield return $"{stage} is not filtered by path";
        }
    }

    /// <summary>Each environment is deployed to from its branch or tag alone, by digest, and has its address.</summary>
    public static IEnumerable<string> HaveTheirEnvironments(WorkflowSet set)
    {
        foreach ((string environment, string when, string url) in Environments)
        {
            Job job = set["ci.yml"].Job($"deploy-{environment}");
            if (job.Root.Text("if") != $"github.event_name == 'push' && {when}")
            {
                yield return $"{job}: is not for pushes with {when} alone";
            }

            if (job.Root.Text("with", "environment") != environment || job.Root.Text("with", "url") != url)
            {
                yield return $"{job}: does not go to {environment} at {url}";
            }

            if (job.Root.Text("with", "web") != "${{ needs.images.outputs.web }}" || job.Root.Text("with", "backend") != "${{ needs.images.outputs.backend }}")
            {
                yield return $"{job}: does not deploy what this run has built, by digest";
            }
        }

        object? deploy = set["deploy.yml"].Job("deploy").Root.At("environment");
        if (deploy.Text("name") != "${{ inputs.environment }}" || deploy.Text("url") != "${{ inputs.url }}")
        {
            yield return "deploy.yml: the job is not in the environment that it deploys to";
        }
    }
}
