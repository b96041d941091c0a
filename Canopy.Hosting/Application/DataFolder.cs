namespace Canopy.Hosting.Application;

/// <summary>Where an application keeps what must outlive it: volumes and logs.</summary>
/// <remarks><c>.canopy</c> in the AppHost's folder, so that it is found, and removed with the clone; a test gets a folder of its own.</remarks>
internal sealed class DataFolder(string root, bool temporary) : IDisposable
{
    public string Root { get; } = root;

    /// <summary>Whether nothing in it outlives the application.</summary>
    public bool IsTemporary { get; } = temporary;

    public static DataFolder ForAppHost(string appHostDirectory, string appHostName)
    {
        var beside = Path.Combine(appHostDirectory, ".canopy");
        try
        {
            CreatePrivate(beside);
            return new DataFolder(beside, temporary: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only checkout: the user's own data folder then.
            var local = System.Environment.GetFolderPath(System.Environment.SpecialFolder.LocalApplicationData, System.Environment.SpecialFolderOption.Create);
            return new DataFolder(Path.Combine(local, "canopy", appHostName), temporary: false);
        }
    }

    public static DataFolder Temporary() => new(Path.Combine(Path.GetTempPath(), $"canopy-{Path.GetRandomFileName()}"), temporary: true);

    /// <summary>Folder of a volume; kept between runs.</summary>
    public string Volume(string name) => Create("volumes", name);

    /// <summary>Folder of data that ends with the application.</summary>
    public string Session(string name) => Create("session", name);

    /// <summary>Log file of a resource.</summary>
    public string LogFile(string name) => Path.Combine(Create("logs"), $"{name}.log");

    public void Dispose()
    {
        var doomed = IsTemporary ? Root : Path.Combine(Root, "session");
        try
        {
            if (Directory.Exists(doomed))
            {
                Directory.Delete(doomed, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left for the next run, or for the system's own cleaning of temporary files.
        }
    }

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Create(params ReadOnlySpan<string> parts)
    {
        var path = Path.Combine([Root, .. parts]);
        CreatePrivate(path);
        return path;
    }
}
