using Canopy.Aspirate.Tests.Support;

namespace Canopy.Aspirate.Tests;

/// <summary>PUB-03: nothing is deleted before the new tree is whole.</summary>
public sealed class StagedFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replace_NotReached_LeavesWhatWasThereAndNothingElse()
    {
        Write("out/old", "old");

        using (var stage = new StagedFolder(_folder.File("out")))
        {
            File.WriteAllText(Path.Combine(stage.Path, "new"), "new");
        }

        Assert.Equal(["out/old"], Trees.Read(_folder.Path).Keys);
    }

    [Fact]
    public void ReplaceFolder_LeavesNothingOfTheOld()
    {
        Write("out/a/old", "old");

        using (var stage = new StagedFolder(_folder.File("out") + "/"))
        {
            File.WriteAllText(Path.Combine(stage.Path, "new"), "new");
            stage.ReplaceFolder();
        }

        Assert.Equal(["out/new"], Trees.Read(_folder.Path).Keys);
    }

    [Fact]
    public void ReplaceEntries_LeavesTheOldThatHasNoNewOfItsName()
    {
        Write("out/a/old", "old");
        Write("out/b", "old");
        Write("out/theirs/kept", "kept");

        using (var stage = new StagedFolder(_folder.File("out")))
        {
            Directory.CreateDirectory(Path.Combine(stage.Path, "a"));
            File.WriteAllText(Path.Combine(stage.Path, "a", "new"), "new");
            File.WriteAllText(Path.Combine(stage.Path, "b"), "new");
            stage.ReplaceEntries();
        }

        Assert.Equal(["out/a/new", "out/b", "out/theirs/kept"], Trees.Read(_folder.Path).Keys);
        Assert.Equal("new", File.ReadAllText(_folder.File("out/b")));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(path))!);
        File.WriteAllText(_folder.File(path), text);
    }
}
