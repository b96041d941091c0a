using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Workflows;

/// <summary>One file of .github/workflows.</summary>
internal sealed class Workflow(string name, string text)
{
    public string Name { get; } = name;

    public string Text { get; } = text;

    public object? Root { get; } = Yaml.Parse(text);

    public IReadOnlyList<Job> Jobs => [.. Root.At("jobs").Entries().Select(entry => new Job(this, entry.Key, entry.Value))];

    public Job Job(string id) => Jobs.Single(job => job.Id == id);
}

/// <summary>A job, and how messages call it.</summary>
internal sealed record Job(Workflow Workflow, string Id, object? Root)
{
    /// <summary>The local workflow that the job calls; null where it has steps of its own.</summary>
    public string? Calls => Root.Has("uses") ? Path.GetFileName(Root.Text("uses")) : null;

    public IReadOnlyList<object?> Steps => [.. Root.At("steps").Items()];

    public IReadOnlyList<string> Needs => [.. Root.At("needs").Items().OfType<string>()];

    public override string ToString() => $"{Workflow.Name}, job {Id}";
}

/// <summary>All workflows, as they are or with something changed.</summary>
internal sealed class WorkflowSet(IReadOnlyList<Workflow> workflows)
{
    private const string Folder = ".github/workflows";

    public IReadOnlyList<Workflow> All => workflows;

    public IEnumerable<Job> Jobs => workflows.SelectMany(workflow => workflow.Jobs);

    public static WorkflowSet Load() => new(
        [.. Directory.GetFiles(Repository.PathOf(Folder)).Order(StringComparer.Ordinal).Select(file => new Workflow(Path.GetFileName(file), File.ReadAllText(file)))]);

    public Workflow this[string name] => workflows.Single(workflow => workflow.Name == name);

    /// <summary>The same with every occurrence of a text in one workflow replaced; the text must be there.</summary>
    public WorkflowSet With(string name, string old, string replacement)
    {
        string text = this[name].Text;
        Assert.Contains(old, text, StringComparison.Ordinal);
        var changed = new Workflow(name, text.Replace(old, replacement, StringComparison.Ordinal));
        return new WorkflowSet([.. workflows.Select(workflow => workflow.Name == name ? changed : workflow)]);
    }
}
