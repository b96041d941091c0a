using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Orchestration;

/// <summary>Finds resources that wait for each other in a circle and would wait for ever.</summary>
internal static class WaitCycles
{
    public static IEnumerable<string> Find(DistributedApplicationModel model)
    {
        HashSet<IResource> done = [];
        foreach (var resource in model.Resources)
        {
            if (FindFrom(resource, [], done) is { } circle)
            {
                return [$"{circle[0].Name}: waits for itself: {string.Join(" → ", circle.Select(r => r.Name))}."];
            }
        }

        return [];
    }

    private static List<IResource>? FindFrom(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        var start = path.IndexOf(resource);
        if (start >= 0)
        {
            return [.. path[start..], resource];
        }

        if (!done.Add(resource))
        {
            return null;
        }

        path.Add(resource);
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            if (FindFrom(wait.Resource, path, done) is { } circle)
            {
                return circle;
            }
        }

        path.RemoveAt(path.Count - 1);
        return null;
    }
}
