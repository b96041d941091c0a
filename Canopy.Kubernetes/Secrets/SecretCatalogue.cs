using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Canopy.Kubernetes.Secrets;

/// <summary>Which Secrets an installation needs, and what has to be in them: for `canopy secrets`, and for people.</summary>
internal static class SecretCatalogue
{
    /// <summary>Of secrets.json (docs/formats.md).</summary>
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IEnumerable<DeployFile> Files(IReadOnlyList<Workload> workloads)
    {
        var secrets = workloads.Where(w => w.Facts.Secrets.Count > 0).Select(w => new SecretEntry(
            Conventions.SecretName(w.Name),
            $"{w.Base.Kind.ToLowerInvariant()}/{w.Name}",
            [.. w.Facts.Secrets.Select(k => new KeyEntry(k.Name, k.Required, k.Description, Generate(k.Source)))])).ToArray();
        yield return new("secrets.json", JsonSerializer.Serialize(new { version = Version, secrets }, Options) + "\n");
        yield return new(".env.example", Example(workloads));
    }

    private static string? Generate(SecretSource source) => source == SecretSource.Given ? null : source.ToString().ToLowerInvariant();

    private static string Example(IReadOnlyList<Workload> workloads)
    {
        var text = new StringBuilder("""
            # The secrets of one installation. Copy to .env, which is in no repository, and fill in; `canopy secrets generate` fills in what can
            # be made up. Then: canopy secrets create --namespace canopy-dev --env-file .env

            """);
        foreach (var key in workloads.SelectMany(w => w.Facts.Secrets).DistinctBy(k => k.Name))
        {
            text.Append($"\n# {key.Description}{(key.Required ? "" : " Optional.")}\n{key.Name}=\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private sealed record SecretEntry(string Name, string Workload, IReadOnlyList<KeyEntry> Keys);

    private sealed record KeyEntry(string Name, bool Required, string Description, string? Generate);
}
