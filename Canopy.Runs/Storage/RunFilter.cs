using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>Which runs a query lists.</summary>
internal static class RunFilter
{
    public static bool IsOpen(RunQuery query) => query.Status is null && string.IsNullOrEmpty(query.Search) && string.IsNullOrEmpty(query.Tag);

    public static bool Matches(RunQuery query, RunDescription run)
        => (query.Status is null || run.Status == query.Status)
            && (string.IsNullOrEmpty(query.Tag) || run.Tags.Contains(query.Tag, StringComparer.OrdinalIgnoreCase))
            && (string.IsNullOrEmpty(query.Search) || Contains(run, query.Search));

    private static bool Contains(RunDescription run, string text)
        => Contains(run.Name, text) || Contains(run.Note, text) || Contains(run.Dataset.Name, text) || run.Tags.Any(tag => Contains(tag, text));

    private static bool Contains(string? field, string text) => field?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false;
}
