using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Canopy.ServiceDefaults.Tests.Metrics;

public class MetricsPageTests
{
    [Fact]
    public async Task Page_OfARealServer_FollowsTheSpecification()
    {
        await using var app = await TestApp.StartAsync(
            settings: new() { ["POD_NAME"] = "web-7" }, map: app => app.MapGet("/hello/{name}", (string name) => name));
        using var hello = await app.GetAsync("/hello/x");

        var page = await ReadAsync(app);

        Assert.Equal("info", page.Families["target"].Type);
        Assert.Contains(page.Samples.Keys, key => key.StartsWith("target_info{k8s_pod_name=\"web-7\",service_name=\"Canopy.Garden\"", StringComparison.Ordinal));
        Assert.Equal("histogram", page.Families["http_server_request_duration_seconds"].Type);
        Assert.Equal("seconds", page.Families["http_server_request_duration_seconds"].Unit);
        Assert.Contains(page.Samples, s => s.Key.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal)
            && s.Key.Contains("http_route=\"/hello/{name}\"", StringComparison.Ordinal) && s.Value == 1);
        Assert.True(page.Samples["dotnet_process_memory_working_set_bytes"] > 0);
        Assert.DoesNotContain(page.Samples.Keys, key => key.Contains("/readyz", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OwnInstruments_AreThereWithTheirUnitsAndHelp()
    {
        await using var app = await TestApp.StartAsync();
        var meter = Meter(app);
        var installed = meter.CreateCounter<long>("canopy.units.installed", "{unit}", "Units that joined \\ a \"network\".\nEver.");
        var queue = meter.CreateUpDownCounter<int>("canopy.queue.depth", "{job}");
        var pace = meter.CreateGauge<double>("canopy.pace", "{epoch}/s");
        var share = meter.CreateGauge<double>("canopy.share", "1");
        var bytes = meter.CreateCounter<long>("canopy.sent_total", "By");
        var duration = meter.CreateHistogram<double>("canopy.commit.duration", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2] });
        meter.CreateObservableGauge("canopy.runs", () => new[]
        {
            new Measurement<int>(2, KeyValuePair.Create("state", (object?)"started")),
            new Measurement<int>(1, KeyValuePair.Create("state", (object?)"failed")),
        });

        installed.Add(2, KeyValuePair.Create("run", (object?)"a\"b\\c\nd"));
        queue.Add(5);
        queue.Add(-2);
        pace.Record(1234.5);
        share.Record(0.25);
        bytes.Add(10);
        foreach (var value in (double[])[0.5, 0.75, 2, 3])
        {
            duration.Record(value);
        }

        var page = await ReadAsync(app);

        Assert.Equal(2, page.Samples["canopy_units_installed_total{run=\"a\\\"b\\\\c\\nd\"}"]);
        Assert.Equal("Units that joined \\\\ a \\\"network\\\".\\nEver.", page.Families["canopy_units_installed"].Help);
        Assert.Equal(3, page.Samples["canopy_queue_depth"]);
        Assert.Equal("gauge", page.Families["canopy_queue_depth"].Type);
        Assert.Equal(1234.5, page.Samples["canopy_pace_per_second"]);
        Assert.Equal(0.25, page.Samples["canopy_share_ratio"]);
        Assert.Equal(10, page.Samples["canopy_sent_bytes_total"]);
        Assert.Equal(1, page.Samples["canopy_commit_duration_seconds_bucket{le=\"0.5\"}"]);
        Assert.Equal(2, page.Samples["canopy_commit_duration_seconds_bucket{le=\"1.0\"}"]);
        Assert.Equal(3, page.Samples["canopy_commit_duration_seconds_bucket{le=\"2.0\"}"]);
        Assert.Equal(4, page.Samples["canopy_commit_duration_seconds_count"]);
        Assert.Equal(6.25, page.Samples["canopy_commit_duration_seconds_sum"]);
        Assert.Equal(2, page.Samples["canopy_runs{state=\"started\"}"]);
    }

    [Fact]
    public async Task Page_ObservedSeriesIsNoLongerReported_IsGone()
    {
        await using var app = await TestApp.StartAsync();
        var runs = new List<string> { "a", "b" };
        Meter(app).CreateObservableGauge("canopy.lag", () => runs.Select(run => new Measurement<int>(1, KeyValuePair.Create("run", (object?)run))));
        Assert.Contains("canopy_lag{run=\"a\"}", (await ReadAsync(app)).Samples.Keys);

        runs.Remove("a");

        var page = await ReadAsync(app);
        Assert.DoesNotContain("canopy_lag{run=\"a\"}", page.Samples.Keys);
        Assert.Contains("canopy_lag{run=\"b\"}", page.Samples.Keys);
    }

    [Fact]
    public async Task Page_TagThatNeverRepeats_IsBounded()
    {
        await using var app = await TestApp.StartAsync();
        var counter = Meter(app).CreateCounter<long>("canopy.requests");

        for (var i = 0; i < 20_000; i++)
        {
            counter.Add(1, KeyValuePair.Create("id", (object?)i));
        }

        var page = await ReadAsync(app);
        var series = page.Samples.Where(s => s.Key.StartsWith("canopy_requests_total", StringComparison.Ordinal)).ToList();
        Assert.InRange(series.Count, 2, 501);
        Assert.Equal(20_000, series.Sum(s => s.Value));
        Assert.True(page.Samples["canopy_requests_total{otel_metric_overflow=\"true\"}"] > 19_000);
    }

    [Fact]
    public async Task Page_SameTagsInAnotherOrder_AreOneSeries()
    {
        await using var app = await TestApp.StartAsync();
        var counter = Meter(app).CreateCounter<long>("canopy.requests");
        var (a, b) = (KeyValuePair.Create("a", (object?)"1"), KeyValuePair.Create("b", (object?)2));

        counter.Add(1, a, b);
        counter.Add(1, b, a);

        Assert.Equal(2, (await ReadAsync(app)).Samples["canopy_requests_total{a=\"1\",b=\"2\"}"]);
    }

    [Fact]
    public async Task Page_InstrumentThrows_OthersAreThere()
    {
        await using var app = await TestApp.StartAsync();
        Meter(app).CreateObservableGauge("canopy.broken", int () => throw new InvalidOperationException("no"));
        Meter(app).CreateObservableGauge("canopy.fine", () => 1);

        var page = await ReadAsync(app);

        Assert.Equal(1, page.Samples["canopy_fine"]);
        Assert.DoesNotContain("canopy_broken", page.Families.Keys);
    }

    [Fact]
    public async Task Page_MeterOfAnotherProgramInThisProcess_IsNotThere()
    {
        await using var one = await TestApp.StartAsync();
        await using var other = await TestApp.StartAsync();

        Meter(other).CreateCounter<long>("canopy.others").Add(1);

        Assert.DoesNotContain("canopy_others", (await ReadAsync(one)).Families.Keys);
    }

    [Fact]
    public async Task Counter_AddedToByManyThreads_LosesNothing()
    {
        await using var app = await TestApp.StartAsync();
        var counter = Meter(app).CreateCounter<double>("canopy.work");
        var histogram = Meter(app).CreateHistogram<int>("canopy.sizes");

        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                counter.Add(1, KeyValuePair.Create("kind", (object?)"x"));
                histogram.Record(i);
            }
        });

        var page = await ReadAsync(app);
        Assert.Equal(80_000, page.Samples["canopy_work_total{kind=\"x\"}"]);
        Assert.Equal(80_000, page.Samples["canopy_sizes_count"]);
    }

    [Theory]
    [InlineData(null, "application/openmetrics-text")]
    [InlineData("*/*", "application/openmetrics-text")]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "application/openmetrics-text")]
    [InlineData("text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "text/plain")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/plain")]
    public async Task Page_Accept_ChoosesTheForm(string? accept, string expected)
    {
        await using var app = await TestApp.StartAsync();

        using var response = await app.GetAsync("/metrics", accept);

        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(expected != "text/plain", text.EndsWith("# EOF\n", StringComparison.Ordinal));
        Assert.Equal(expected == "text/plain", text.Contains("# TYPE dotnet_process_cpu_time_seconds_total counter", StringComparison.Ordinal));
    }

    private static Meter Meter(TestApp app) => app.Services.GetRequiredService<IMeterFactory>().Create("Canopy.Tests");

    private static async Task<OpenMetricsPage> ReadAsync(TestApp app)
    {
        using var response = await app.GetAsync("/metrics");
        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        return OpenMetricsPage.Parse(await response.Content.ReadAsStringAsync());
    }
}
