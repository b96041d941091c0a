using System.Net.Http.Json;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.EndToEnd.Tests.Browser;
using Canopy.Testing;
using Microsoft.Playwright;

namespace Canopy.EndToEnd.Tests.Telemetry;

/// <summary>
/// Makes the pictures of docs/operations.md again, from the real dashboard (docs/images/README.md says how). Not a test of
/// anything, and so run only when it is asked for.
/// </summary>
public sealed class DashboardPictures
{
    private static readonly Uri Web = new("http://localhost:8050");

    [Fact(Explicit = true)]
    public async Task Take()
    {
        var login = new Uri(Environment.GetEnvironmentVariable("CANOPY_DASHBOARD") ?? throw new InvalidOperationException("CANOPY_DASHBOARD is the login address that the AppHost prints."));
        using var http = new HttpClient { BaseAddress = Web };
        await Until.TrueAsync(async () => await IsReadyAsync(http), "web is ready", TimeSpan.FromMinutes(3));
        var run = await CreateAsync(http);
        await UntilAsync(http, run, r => r.HiddenUnits > 1);
        var pause = await CommandAsync(http, run, RunCommandKind.Pause);
        var refused = await CommandAsync(http, run, RunCommandKind.Pause);
        await CommandAsync(http, run, RunCommandKind.Resume);
        await UntilAsync(http, run, r => r.HiddenUnits > 4);

        await using var browser = await BrowserPage.OpenAsync(login, width: 1280, height: 720);
        var page = browser.Page;
        await page.WaitForURLAsync(url => !url.Contains("login", StringComparison.Ordinal));
        await TakeAsync(page, "aspire-resources", new Uri(login, "/"), "Running");
        await TakeAsync(page, "aspire-graph", new Uri(login, "/?view=Graph"), null);
        await TakeAsync(page, "aspire-trace", new Uri(login, $"/traces/detail/{pause}"), "apply pause");
        await TakeAsync(page, "aspire-refused", new Uri(login, $"/traces/detail/{refused}"), "run pause", open: true);
        await TakeAsync(page, "aspire-rounds", new Uri(login, $"/traces/resource/backend?filters={Uri.EscapeDataString($"canopy.run.id:equals:{run.Id}")}"), "output phase");
        await page.GetByText("output phase").Locator("visible=true").Nth(2).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("detail", StringComparison.Ordinal));
        await TakeAsync(page, "aspire-round", new Uri(page.Url), "candidate phase", open: true);
        await TakeAsync(page, "aspire-metrics", new Uri(login, "/metrics/resource/backend?meter=Canopy.Runs&instrument=canopy.training.epochs&duration=1&view=Graph"), "canopy.training.epochs");
        await TakeAsync(page, "aspire-logs", new Uri(login, $"/structuredlogs/resource/backend?filters={Uri.EscapeDataString($"run_id:equals:{run.Id}")}"), run.Id);
    }

    /// <param name="text">What is waited for; with <paramref name="open"/> its details are opened.</param>
    private static async Task TakeAsync(IPage page, string name, Uri address, string? text, bool open = false)
    {
        await page.GotoAsync(address.ToString());
        if (text is not null)
        {
            // What the run has made may still be on its way to the dashboard.
            await Assertions.Expect(page.GetByText(text).Locator("visible=true").First).ToBeVisibleAsync();
        }

        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        // Charts and the graph move to their places; nothing says when they have come to rest.
        await page.WaitForTimeoutAsync(6000);
        if (open)
        {
            await page.GetByText(text!).Locator("visible=true").First.ClickAsync();
            await page.WaitForTimeoutAsync(2000);
        }

        // Neither whether this machine has a certificate nor where the checkout lies on it is of interest to a reader.
        await page.EvaluateAsync(
            """
            root => {
                document.querySelectorAll('.messagebar-container').forEach(bar => bar.remove());
                const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) {
                    texts.currentNode.data = texts.currentNode.data.replaceAll(root, '');
                }
            }
            """,
            Programs.Root + "/");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Programs.Root, "docs", "images", $"{name}.png") });
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var ready = await http.GetAsync("/readyz");
            return ready.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<RunDescription> CreateAsync(HttpClient http)
    {
        var request = new CreateRun { Name = "two spirals", Dataset = new DatasetSpec { Generator = "two-spirals" }, Preset = TrainingPresets.TwoSpiralsName, Seed = 7, Pace = 60 };
        using var response = await http.PostAsJsonAsync("/v1/runs", request, ContractsJson.Default.CreateRun);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription))!;
    }

    /// <summary>The id of the command's trace.</summary>
    private static async Task<string> CommandAsync(HttpClient http, RunDescription run, RunCommandKind command)
    {
        var click = new Click();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/runs/{run.Id}/commands")
        {
            Content = JsonContent.Create(new RunCommand { Command = command }, ContractsJson.Default.RunCommand),
        };
        request.Headers.Add("traceparent", click.Header);
        using var response = await http.SendAsync(request);
        return click.TraceId;
    }

    private static Task UntilAsync(HttpClient http, RunDescription run, Func<RunDescription, bool> condition) => Until.TrueAsync(
        async () => condition((await http.GetFromJsonAsync($"/v1/runs/{run.Id}", ContractsJson.Default.RunDescription))!), "the run gets on", TimeSpan.FromMinutes(2));
}
