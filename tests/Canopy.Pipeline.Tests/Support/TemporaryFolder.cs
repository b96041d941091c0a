namespace Canopy.Pipeline.Tests.Support;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("canopy-pipeline-");

    public string Path => _folder.FullName;

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public string Write(string file, string text)
    {
        string path = PathOf(file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void WriteProgram(string file, string text) =>
        File.SetUnixFileMode(Write(file, text), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    public void Dispose() => _folder.Delete(recursive: true);
}
