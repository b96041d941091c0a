using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Canopy.Hosting.Application;

namespace Canopy.Hosting.Parameters;

/// <summary>Keeps generated values in the AppHost's user secrets, so that they survive a restart and are never committed.</summary>
/// <remarks>An AppHost without a UserSecretsId keeps them in its data folder.</remarks>
internal sealed class SecretStore(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly Lock _lock = new();

    public string Path { get; } = path;

    public static SecretStore Of(IDistributedApplicationBuilder builder) => ((DistributedApplicationBuilder)Unwrap(builder)).Secrets;

    public string GetOrAdd(string key, Func<string> generate)
    {
        lock (_lock)
        {
            var secrets = Read();
            if (secrets[key] is JsonValue kept && kept.TryGetValue<string>(out var value))
            {
                return value;
            }

            value = generate();
            secrets[key] = value;
            Write(secrets);
            return value;
        }
    }

    private static IDistributedApplicationBuilder Unwrap(IDistributedApplicationBuilder builder) =>
        builder is IBuilderDecorator decorator ? decorator.Inner : builder;

    private JsonObject Read()
    {
        if (!File.Exists(Path))
        {
            return [];
        }

        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        return JsonNode.Parse(File.ReadAllText(Path), documentOptions: options) as JsonObject ?? [];
    }

    private void Write(JsonObject secrets)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);

        // Written beside and renamed, so that a crash in between loses nothing; readable by its owner only.
        var draft = $"{Path}.{System.Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(secrets.ToJsonString(Indented));
        }

        File.Move(draft, Path, overwrite: true);
    }
}
