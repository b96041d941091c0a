namespace Canopy.CommandLine.Secrets.Values;

/// <summary>An .env file's values, held against the catalogue.</summary>
internal static class GivenValues
{
    /// <summary>Notes keys that the catalogue does not have, and values that break a rule.</summary>
    public static void Check(EnvFile file, string path, SecretCatalogue catalogue, Mistakes mistakes)
    {
        var keys = catalogue.Keys.ToDictionary(k => k.Name, StringComparer.Ordinal);
        foreach (var (name, value) in file.Values)
        {
            if (!keys.TryGetValue(name, out var key))
            {
                mistakes.Add($"{path}: {name} is not a key of the catalogue; the keys are {string.Join(", ", keys.Keys)}.");
                continue;
            }

            foreach (var wrong in SecretRules.Check(key, value))
            {
                mistakes.Add($"{path}: {wrong}");
            }
        }
    }

    /// <summary>Notes required keys without a value.</summary>
    public static void CheckComplete(EnvFile file, string path, SecretCatalogue catalogue, Mistakes mistakes)
    {
        foreach (var key in catalogue.Keys.Where(k => k.Required && !file.Values.ContainsKey(k.Name)))
        {
            mistakes.Add($"{path}: {key.Name} has no value{(key.Generate is null ? "" : "; 'canopy secrets generate' makes one")}.");
        }
    }

    /// <summary>Notes a file that others may read; it stays usable.</summary>
    public static void WarnIfOpen(string path)
    {
        if (EnvFile.IsOpenToOthers(path))
        {
            Console.Error.WriteLine($"canopy: others can read {path}; 'chmod 600 {path}' keeps it yours.");
        }
    }
}
