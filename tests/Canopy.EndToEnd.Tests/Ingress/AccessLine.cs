using System.Globalization;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>One line of nginx' log: who asked for what, and what came of it.</summary>
internal sealed record AccessLine(string Client, string Method, string Path, int Status, string Upstreams, string UpstreamStatuses)
{
    public static AccessLine Parse(string line)
    {
        var parts = line.Split('[', ']');
        var words = parts[0].Trim().Split(' ');
        return new AccessLine(words[0], words[1], words[2], int.Parse(words[3], CultureInfo.InvariantCulture), parts[1], parts[3]);
    }
}
