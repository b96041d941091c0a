namespace Canopy.Hosting;

/// <summary>A project whose output path was known when the AppHost was built.</summary>
/// <remarks>The generated <c>Projects.*</c> classes implement it; a hand-written metadata class need not.</remarks>
public interface IBuiltProject
{
    /// <summary>Full path of the project's built assembly.</summary>
    string TargetPath { get; }
}
