using Canopy.Images.Tests.Publishing;
using Canopy.Testing;

namespace Canopy.Images.Tests.Running;

/// <summary>A program and how it is started.</summary>
internal sealed record ProgramForm(string Project, string FileName, IReadOnlyList<string> Arguments, string Folder)
{
    /// <summary>Of an image: in its folder, and as the image's user where a test may choose that.</summary>
    public static ProgramForm OfImage(PublishedImage image)
    {
        var (setpriv, folder) = ("/usr/bin/setpriv", Path.GetDirectoryName(image.Program)!);
        return Environment.IsPrivilegedProcess && File.Exists(setpriv)
            ? new(image.Project, setpriv, ["--reuid=1000", "--regid=1000", "--clear-groups", "--no-new-privs", "--bounding-set=-all", image.Program], folder)
            : new(image.Project, image.Program, [], folder);
    }

    /// <summary>Of the ordinary build, not trimmed, on the installed .NET.</summary>
    public static ProgramForm OfBuild(string project)
    {
        var program = project == "Canopy.Web" ? Programs.Web : Programs.Backend;
        return new(project, "dotnet", [program], Path.GetDirectoryName(program)!);
    }

    public ManagedProcess Start(IEnumerable<string> arguments, Dictionary<string, string?> environment)
        => ManagedProcess.Start(FileName, [.. Arguments, .. arguments], environment, Folder);
}
