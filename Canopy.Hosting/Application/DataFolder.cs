using System.Collections.Concurrent;
using Aspire.Hosting;

namespace Canopy.Hosting.Application;

/// <summary>Where an application keeps what must outlive it: volumes and logs.</summary>
/// <remarks><c>.canopy</c> in the AppHost's folder, so that it is found, and removed with the clone; a test gets a folder of its own.</remarks>
internal sealed class DataFolder(string root, bool temporary) : IDisposable
{
    private readonly ConcurrentDictionary<string, FileStream> _locks = new(StringComparer.Ordinal);

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

    /// <summary>Folder of a volume; kept between runs, and used by one run at a time.</summary>
    /// <exception cref="DistributedApplicationException">Another run uses it.</exception>
    public string Volume(string name)
    {
        var folder = Create("volumes", name);
        try
        {
            // Two servers on the same files would destroy them. The system gives the lock back when the host dies.
            _locks.GetOrAdd(name, _ => new FileStream($"{folder}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new DistributedApplicationException($"the data in {folder} is in use: the application is running already.", e);
        }

        return folder;
    }

    /// <summary>Folder of data that ends with the application.</summary>
    public string Session(string name) => Create("session", name);

    /// <summary>Log file of a resource.</summary>
    public string LogFile(string name) => Path.Combine(Create("logs"), $"{name}.log");

    public void Dispose()
    {
        foreach (var held in _locks.Values)
        {
            held.Dispose();
        }

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
