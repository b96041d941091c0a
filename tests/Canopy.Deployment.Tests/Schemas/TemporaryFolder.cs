namespace Canopy.Deployment.Tests.Schemas;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("canopy-manifests-").FullName;

    public IEnumerable<string> Files => Directory.EnumerateFiles(_path).Order(StringComparer.Ordinal);

    public string Write(string name, string text)
    {
        var file = Path.Combine(_path, name);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
