namespace Canopy.Kubernetes;

/// <summary>A file of deploy/.</summary>
/// <param name="Path">Path in the folder, with slashes.</param>
/// <param name="Text">Its text.</param>
internal sealed record DeployFile(string Path, string Text);
