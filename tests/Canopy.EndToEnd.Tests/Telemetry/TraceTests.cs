using System.Net.Http.Json;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Testing;
using Canopy.Testing.Otlp;

namespace Canopy.EndToEnd.Tests.Telemetry;

/// <summary>HST-07, SVC-02: one trace from the browser's click to the store, and nothing else among the traces.</summary>
public sealed class TraceTests
{
    private const string Redis = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    [Fact]
    public async Task Click_GoesThroughWebAndBackendAndTheRunsOwnerToRedis_AsOneTrace()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var system = await StartAsync(receiver);
        using var page = new HttpClient { BaseAddress = system.Web };

        // As the page sends it.
        var create = new Click();
        var run = await CreateAsync(page, create);
        await AssertPathAsync(receiver, create, ("web", "POST /v1/{**path}"), ("web", "POST"), ("backend", "POST /v1/runs/"), ("backend", "run create"));

        await system.WaitForAsync(run.Id, r => r.Epoch > 20, "trains");
        var pause = new Click();
        await SendAsync(page, pause, $"/v1/runs/{run.Id}/commands", new RunCommand { Command = RunCommandKind.Pause }, ContractsJson.Default.RunCommand);
        await AssertPathAsync(
            receiver, pause, ("web", "POST /v1/{**path}"), ("web", "POST"), ("backend", "POST /v1/runs/{id}/commands"), ("backend", "run pause"), ("backend", "apply pause"));

        // Training: traces of their own that point to the click that began them.
        var phase = await receiver.WaitForSpanAsync(s => s.Name == "output phase" && s["canopy.run.id"] == run.Id, "a phase");
        Assert.True(phase.IsRoot);
        Assert.Equal([create.TraceId], phase.Links);
        Assert.Equal("1", phase["canopy.epoch.from"]);
    }

    [Fact]
    public async Task ControlSocket_CommandWithTraceparent_IsPartOfItsTraceAndWithoutOneOfItsOwn()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var system = await StartAsync(receiver);
        using var page = new HttpClient { BaseAddress = system.Web };
        var run = await CreateAsync(page, new Click());
        await system.WaitForAsync(run.Id, r => r.Epoch > 20, "trains");
        var click = new Click();
        await using (var control = await ControlSocket.OpenAsync(system.Web))
        {
            await control.SendAsync($$"""{"run_id":"{{run.Id}}","command":"set_pace","params":{"pace":30},"command_id":"a","traceparent":"{{click.Header}}"}""");
            var refused = await control.SendAsync($$"""{"run_id":"{{run.Id}}","command":"resume","command_id":"b"}""");
            Assert.Equal("illegal_move", refused.GetProperty("code").GetString());
        }

        await AssertPathAsync(
            receiver, click, ("web", "control set_pace"), ("web", "POST"), ("backend", "POST /v1/runs/{id}/commands"), ("backend", "run set_pace"), ("backend", "apply set_pace"));
        var socket = await receiver.WaitForSpanAsync(s => s.Name == "GET /ws/control", "the socket's");
        var lone = await receiver.WaitForSpanAsync(s => s.Name == "control resume", "the command without a trace of its client");
        Assert.True(lone.IsRoot);
        Assert.Equal([socket.TraceId], lone.Links);
        Assert.Equal("illegal_move", lone["error.type"]);
        Assert.NotNull(lone.Error);
        var there = await receiver.WaitForSpanAsync(s => s.Name == "run resume" && s.TraceId == lone.TraceId, "the same in the backend");
        Assert.Equal(lone.Error, there.Error);
    }

    [Fact]
    public async Task Polling_OfAWholeRunWithAViewer_MakesNoTrace()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var system = await StartAsync(receiver);
        using var page = new HttpClient { BaseAddress = system.Web };
        var run = await CreateAsync(page, new Click(), pace: 0);
        await using (var viewer = new LogViewer(system.Web, run.Id))
        {
            var ended = await system.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
            await Until.TrueAsync(() => Task.FromResult(viewer.LastSeq == ended.HeadSeq), "the viewer has all");
        }

        // The last thing that happens, and by Redis' instrumentation the last to be sent.
        var last = new Click();
        await SendAsync(page, last, $"/v1/runs/{run.Id}/commands", new RunCommand { Command = RunCommandKind.Reset }, ContractsJson.Default.RunCommand);
        await receiver.WaitForSpanAsync(s => s.TraceId == last.TraceId && s.Source == Redis, "Redis in the last command");
        await receiver.WaitForSpanAsync(s => s.Name == "GET /ws/training", "the socket's");

        var spans = receiver.Spans();
        Assert.DoesNotContain(spans, s => s.IsRoot && s.Source == Redis);
        Assert.DoesNotContain(spans, s => s.Name.Contains("readyz", StringComparison.Ordinal));
        // Following a log goes on after the request that began it: it is no part of that.
        var socket = spans.First(s => s.Name == "GET /ws/training");
        Assert.InRange(spans.Count(s => s.TraceId == socket.TraceId && s.Source == Redis), 0, 2);
    }

    [Fact]
    public async Task Run_OfAMillionEpochs_SendsNoMoreThanAShortOne()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var system = await StartAsync(receiver);
        // Without a hidden unit xor is never learnt, and this patience never ends.
        var run = await system.CreateRunAsync(new CreateRun
        {
            Dataset = new DatasetSpec { Generator = "xor" },
            Seed = 1,
            Pace = 0,
            Options = new() { ["output"] = new System.Text.Json.Nodes.JsonObject { ["patience"] = 1_000_000, ["max_epochs"] = 10_000_000 } },
        });
        await system.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed && r.Epoch == 1_000_000, "is completed");
        await receiver.WaitForSpanAsync(s => s["canopy.ended"] == "max_epochs", "the end of its one phase");
        await receiver.WaitForAsync("logs", "max_epochs");
        await receiver.WaitForAsync("metrics", "canopy.training.epochs");

        var ofTheRun = receiver.Spans().Count(s => s.Source == "Canopy.Runs");
        var lines = receiver.Of("logs").Sum(e => Protobuf.Descend(e.Body, 1, 2, 2).Count());
        // Gauge, sum and histogram have their points in the same place.
        var points = receiver.Of("metrics").Max(e => ((int[])[5, 7, 9]).Sum(kind => Protobuf.Descend(e.Body, 1, 2, 2, kind, 1).Count()));
        TestContext.Current.SendDiagnosticMessage($"{ofTheRun} spans of the run, {receiver.Spans().Count} in all, {lines} log lines, at most {points} points in one export of metrics");
        // Its creation, and its phase.
        Assert.Equal(2, ofTheRun);
        Assert.InRange(lines, 5, 40);
        Assert.InRange(points, 20, 400);
    }

    /// <summary>Each named span is the parent of the next, the first one's is the click, and the last one asked Redis.</summary>
    private static async Task AssertPathAsync(OtlpReceiver receiver, Click click, params (string Service, string Name)[] path)
    {
        var parent = click.SpanId;
        foreach (var (service, name) in path)
        {
            var span = await receiver.WaitForSpanAsync(
                s => s.TraceId == click.TraceId && s.Service == service && s.Name == name && s.ParentId == parent, $"{service}: {name} under {parent}");
            parent = span.SpanId;
        }

        await receiver.WaitForSpanAsync(s => s.TraceId == click.TraceId && s.ParentId == parent && s.Source == Redis, $"Redis under {path[^1].Name}");
    }

    private static async Task<CanopySystem> StartAsync(OtlpReceiver receiver)
    {
        (string, string?)[] Settings(string name) =>
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("OTEL_SERVICE_NAME", name), ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
            // As Aspire sets it: what must not be seen is not left out by the sampler.
            ("OTEL_TRACES_SAMPLER", "always_on"),
        ];
        var system = await CanopySystem.StartRedisAsync();
        await system.StartBackendAsync("backend", Settings("backend"));
        await system.StartWebAsync("web", Settings("web"));
        return system;
    }

    private static async Task<RunDescription> CreateAsync(HttpClient page, Click click, double pace = 50)
    {
        var request = new CreateRun
        {
            Dataset = new DatasetSpec { Generator = "two-spirals" },
            Preset = TrainingPresets.TwoSpiralsName,
            Seed = 7,
            Pace = pace,
        };
        using var response = await SendAsync(page, click, "/v1/runs", request, ContractsJson.Default.CreateRun);
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription))!;
    }

    private static async Task<HttpResponseMessage> SendAsync<T>(
        HttpClient page, Click click, string path, T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, type) };
        request.Headers.Add("traceparent", click.Header);
        var response = await page.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return response;
    }
}
