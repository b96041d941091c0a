using System.Globalization;
using Canopy.CommandLine.Secrets.Cluster;
using Canopy.CommandLine.Secrets.Values;

namespace Canopy.CommandLine.Secrets;

/// <summary>One line for each key of each Secret.</summary>
internal sealed class StatusTable
{
    /// <summary>A key that is older is to be rotated (K8S-43).</summary>
    public const int OldestDays = 90;

    private static readonly string[] Header = ["SECRET", "KEY", "VERSION", "LAST ROTATED", "AGE", "STATE"];

    private readonly List<string[]> _rows = [Header];

    /// <summary>Whether something is missing or too old.</summary>
    public bool NeedsAttention { get; private set; }

    public static StatusTable Of(SecretCatalogue catalogue, IReadOnlyDictionary<string, SecretObject> secrets, DateTimeOffset now)
    {
        var table = new StatusTable();
        foreach (var secret in catalogue.Secrets)
        {
            if (!secrets.TryGetValue(secret.Name, out var there))
            {
                table.Add([secret.Name, "-", "-", "-", "-", "MISSING"], needsAttention: true);
                continue;
            }

            foreach (var key in secret.Keys)
            {
                table.Add(secret.Name, key, there, now);
            }

            foreach (var unknown in there.Keys.Where(k => !secret.Has(k)))
            {
                table.Add([secret.Name, unknown, Version(there), "-", "-", "not in the catalogue"], needsAttention: false);
            }
        }

        return table;
    }

    public void WriteTo(TextWriter output)
    {
        var widths = Enumerable.Range(0, Header.Length).Select(i => _rows.Max(r => r[i].Length)).ToList();
        foreach (var row in _rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    private static string Version(SecretObject secret) => secret.Version == 0 ? "-" : secret.Version.ToString(CultureInfo.InvariantCulture);

    private void Add(string[] row, bool needsAttention)
    {
        _rows.Add(row);
        NeedsAttention |= needsAttention;
    }

    private void Add(string secret, CataloguedKey key, SecretObject there, DateTimeOffset now)
    {
        if (there.Value(key.Name) is null)
        {
            var state = key.Required ? "MISSING" : key.IsPrevious ? "-" : "not set";
            Add([secret, key.Name, Version(there), "-", "-", state], key.Required);
            return;
        }

        var owner = key.IsPrevious ? key.Name[..^CataloguedKey.PreviousSuffix.Length] : key.Name;
        var rotated = there.RotatedAt(owner);
        var days = (int)Math.Floor((now - rotated).TotalDays);
        var isOver = key.IsPrevious && (there.AcceptedUntil(key.Name) ?? rotated) <= now;
        var isOld = !key.IsPrevious && days > OldestDays;
        var word = isOld ? $"OLD (over {OldestDays} days)"
            : isOver ? "to be finished"
            : key.IsPrevious ? $"accepted until {SecretObject.Stamp(there.AcceptedUntil(key.Name) ?? rotated)}"
            : "ok";
        Add([secret, key.Name, Version(there), SecretObject.Stamp(rotated), $"{days} d", word], isOld);
    }
}
