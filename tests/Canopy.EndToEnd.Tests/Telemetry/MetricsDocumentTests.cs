using System.Text.RegularExpressions;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.ServiceDefaults.Tests.Metrics;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Telemetry;

/// <summary>docs/metrics.md against the pages of programs that work: rules, dashboards and autoscaling stand on these names.</summary>
public sealed partial class MetricsDocumentTests
{
    [Fact]
    public async Task Document_AndLivePages_SayTheSame()
    {
        await using var system = await CanopySystem.StartAsync();
        await UseEverythingAsync(system);
        var document = Read();

        foreach (var program in (string[])["backend", "web"])
        {
            var page = await PageAsync(system, program);
            var wrong = new List<string>();
            foreach (var family in page.Families.Values.Where(f => f.Name != "target"))
            {
                if (!document.TryGetValue(family.Name, out var row))
                {
                    wrong.Add($"not in the document: {Describe(family, page)}");
                }
                else if (row.Type != family.Type || row.Unit != (family.Unit ?? "") || !row.Programs.Contains(program)
                    || !(row.IsOwn ? Labels(family, page).SetEquals(row.Labels) : Labels(family, page).IsSubsetOf(row.Labels)))
                {
                    wrong.Add($"the document says {row}: {Describe(family, page)}");
                }

                if (family.Unit is { } unit && family.Name.Split('_').Count(word => word == unit) > 1)
                {
                    wrong.Add($"the unit twice: {family.Name}");
                }
            }

            wrong.AddRange(document.Values.Where(r => r.IsExpected && r.Programs.Contains(program) && !page.Families.ContainsKey(r.Name)).Select(r => $"not at {program}: {r.Name}"));
            Assert.True(wrong.Count == 0, $"{program}:\n{string.Join('\n', wrong)}");
        }
    }

    /// <summary>A run that is trained, watched, commanded by every way, and refused once.</summary>
    private static async Task UseEverythingAsync(CanopySystem system)
    {
        var run = await system.CreateRunAsync(new CreateRun { Dataset = new DatasetSpec { Generator = "two-spirals" }, Preset = TrainingPresets.TwoSpiralsName, Seed = 7, Pace = 100 });
        await using (var viewer = new LogViewer(system.Web, run.Id))
        await using (var control = await ControlSocket.OpenAsync(system.Web))
        {
            await system.WaitForAsync(run.Id, r => r.HiddenUnits > 0, "has a unit");
            await control.SendAsync($$"""{"run_id":"{{run.Id}}","command":"pause","command_id":"a"}""");
            await Until.TrueAsync(() => Task.FromResult(viewer.LastSeq > 0), "the viewer sees the run");
            await system.SendAsync(run.Id, new RunCommand { Command = RunCommandKind.Resume });
            await Until.TrueAsync(
                async () => (await PageAsync(system, "web")).Samples.Keys.Any(k => k.StartsWith("canopy_stream_relay_delay_seconds_count", StringComparison.Ordinal)), "the relay follows");
        }

        using var http = new HttpClient();
        foreach (var program in (string[])["backend", "web"])
        {
            using var missing = await http.GetAsync(new Uri(system.Address(program), "/v1/runs/none"));
            using var ready = await http.GetAsync(new Uri(system.Address(program), "/readyz"));
        }

        using var foreign = new HttpRequestMessage(HttpMethod.Get, new Uri(system.Web, "/ws/control"));
        foreign.Headers.Add("Origin", "http://elsewhere.example");
        foreign.Headers.Add("Connection", "Upgrade");
        foreign.Headers.Add("Upgrade", "websocket");
        foreign.Headers.Add("Sec-WebSocket-Version", "13");
        foreign.Headers.Add("Sec-WebSocket-Key", "MDEyMzQ1Njc4OWFiY2RlZg==");
        using var refused = await http.SendAsync(foreign);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<OpenMetricsPage> PageAsync(CanopySystem system, string program)
    {
        using var http = new HttpClient();
        return OpenMetricsPage.Parse(await http.GetStringAsync(new Uri(system.Address(program), "/metrics")));
    }

    private static HashSet<string> Labels(OpenMetricsPage.Family family, OpenMetricsPage page)
        => [.. page.Samples.Keys.Where(k => Name(k) is { } name && name.StartsWith(family.Name, StringComparison.Ordinal) && Suffix().IsMatch(name[family.Name.Length..]))
            .SelectMany(k => Label().Matches(k).Select(m => m.Groups["label"].Value)).Where(l => l != "le")];

    private static string Name(string sample) => sample.Split('{')[0];

    private static string Describe(OpenMetricsPage.Family family, OpenMetricsPage page)
        => $"| `{family.Name}` | {family.Type} | {family.Unit} | {string.Join(", ", Labels(family, page).Order().Select(l => $"`{l}`"))} | {family.Help}";

    /// <summary>The tables' rows by name.</summary>
    private static Dictionary<string, Row> Read()
    {
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        var section = "";
        foreach (var line in File.ReadLines(Path.Combine(Programs.Root, "docs", "metrics.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }

            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length >= 7 && cells[1].StartsWith('`'))
            {
                var own = section == "Canopy's own";
                var name = cells[1].Trim('`');
                var family = cells[2] == "counter" && name.EndsWith("_total", StringComparison.Ordinal) ? name[..^"_total".Length] : name;
                rows.Add(family, new Row(
                    family, cells[2], cells[3], [.. cells[4].Split(", ").Select(l => l.Split(' ')[0].Trim('`')).Where(l => l.Length > 0)], cells[5].Split(", "),
                    own, section != "Seen only when it happens"));
            }
        }

        Assert.NotEmpty(rows);
        return rows;
    }

    private sealed record Row(string Name, string Type, string Unit, string[] Labels, string[] Programs, bool IsOwn, bool IsExpected);

    [GeneratedRegex("^(|_total|_bucket|_sum|_count)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suffix();

    [GeneratedRegex("[{,](?<label>[a-z_0-9]+)=\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();
}
