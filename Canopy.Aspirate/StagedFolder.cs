namespace Canopy.Aspirate;

/// <summary>A folder beside the one that is meant: what is there stays until all that is new is written, and when that fails.</summary>
internal sealed class StagedFolder : IDisposable
{
    private readonly string _target;
    private readonly string _stage;

    public StagedFolder(string target)
    {
        _target = System.IO.Path.GetFullPath(target).TrimEnd(System.IO.Path.DirectorySeparatorChar);
        var parent = System.IO.Path.GetDirectoryName(_target) ?? throw new IOException($"{target} is no folder for files.");

        // Beside it, because a folder is moved in one step within a file system only.
        _stage = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(_target)}-{System.IO.Path.GetRandomFileName()}");
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where to write.</summary>
    public string Path => System.IO.Path.Combine(_stage, "new");

    /// <summary>Puts the new folder in the place of the old one.</summary>
    public void ReplaceFolder() => Replace(Path, _target);

    /// <summary>Puts each new file and folder in the place of the old one of its name; others stay.</summary>
    public void ReplaceEntries()
    {
        Directory.CreateDirectory(_target);
        foreach (var entry in Directory.GetFileSystemEntries(Path))
        {
            Replace(entry, System.IO.Path.Combine(_target, System.IO.Path.GetFileName(entry)));
        }
    }

    public void Dispose() => Directory.Delete(_stage, recursive: true);

    private void Replace(string entry, string target)
    {
        if (File.Exists(entry))
        {
            File.Move(entry, target, overwrite: true);
            return;
        }

        if (Directory.Exists(target))
        {
            Directory.Move(target, System.IO.Path.Combine(_stage, System.IO.Path.GetRandomFileName()));
        }

        Directory.Move(entry, target);
    }
}
