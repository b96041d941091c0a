using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Canopy.Hosting.Tests.Surface;

/// <summary>Whatever compiles against our engine must compile against Aspire: nothing public in its namespaces is our invention.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly[] StandIns = [typeof(DistributedApplication).Assembly, typeof(OpenTelemetryServicesExtensions).Assembly];

    [Fact]
    public void Surface_OfBothStandIns_IsTheListedOne()
    {
        var listed = SurfaceList.Read().SelectMany(e => e.Members.Select(m => $"{e.Type}: {m}").Prepend(e.Type));
        var actual = StandIns.SelectMany(PublicSurface.Of).Where(t => !IsOurs(t.Key)).SelectMany(t => t.Value.Select(m => $"{t.Key}: {m}").Prepend(t.Key)).ToArray();

        // Two lists, so that a failure names what is to be described (or made internal), and what is listed in vain.
        Assert.Empty(actual.Except(listed));
        Assert.Empty(listed.Except(actual));
    }

    [Fact]
    public void List_EveryType_NamesItsPageInTheDocumentation()
    {
        Assert.All(SurfaceList.Read(), entry =>
        {
            var name = entry.Type.Split('<')[0].Split('.')[^1].ToLowerInvariant();
            var page = new Uri(entry.Source);
            switch (page.Host)
            {
                case "aspire.dev":
                    Assert.Equal($"/{name}/", page.AbsolutePath[page.AbsolutePath.LastIndexOf('/', page.AbsolutePath.Length - 2)..]);
                    Assert.StartsWith("/reference/api/csharp/", page.AbsolutePath, StringComparison.Ordinal);
                    break;
                case "learn.microsoft.com":
                    Assert.Contains($".{name}", page.AbsolutePath, StringComparison.Ordinal);
                    break;
                default:
                    // OpenTelemetry's own documentation is in its repository.
                    Assert.StartsWith("https://github.com/open-telemetry/opentelemetry-dotnet/", entry.Source, StringComparison.Ordinal);
                    Assert.Contains("OpenTelemetry", entry.Type, StringComparison.Ordinal);
                    break;
            }
        });
    }

    [Fact]
    public void Surface_WhatIsOurs_IsInOurNamespaces() =>
        Assert.All(
            StandIns.SelectMany(a => a.GetExportedTypes()),
            type => Assert.Matches(@"^(Aspire\.(Hosting|StackExchange)|Microsoft\.Extensions|OpenTelemetry|Canopy)\b", type.Namespace));

    private static bool IsOurs(string type) => type.StartsWith("Canopy.", StringComparison.Ordinal);
}
