namespace Canopy.Aspirate;

/// <summary>A file to be written.</summary>
/// <param name="Path">Path within the output folder, with slashes.</param>
/// <param name="Text">Its text.</param>
public sealed record OutputFile(string Path, string Text);

/// <summary>What a generator has made.</summary>
/// <param name="Files">Its files, in a fixed order.</param>
/// <param name="Warnings">What of the manifest is not in them.</param>
public sealed record Output(IReadOnlyList<OutputFile> Files, IReadOnlyList<string> Warnings)
{
    /// <summary>Writes the files in the place of those of their names, when all are written.</summary>
    public void ReplaceIn(string folder)
    {
        using var stage = new StagedFolder(folder);
        WriteTo(stage.Path);
        stage.ReplaceEntries();
    }

    /// <summary>Writes the files. Nothing is written before all are made, so a failure leaves what was there.</summary>
    public void WriteTo(string folder)
    {
        foreach (var file in Files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }
}
