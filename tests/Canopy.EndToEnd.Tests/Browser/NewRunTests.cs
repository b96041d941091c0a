using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Testing;
using Microsoft.Playwright;

namespace Canopy.EndToEnd.Tests.Browser;

/// <summary>The form for a new run, and what comes of it.</summary>
public sealed class NewRunTests
{
    [Fact]
    public async Task NewRun_AdamMixedPoolValidationSoftmax_IsTrainedAndShown()
    {
        await using var system = await CanopySystem.StartAsync();
        await using var browser = await BrowserPage.OpenAsync(system.Web);
        await browser.Part("new-run").First.ClickAsync();
        await browser.Part("generator-moons").ClickAsync();
        await browser.Part("parameter-noise").FillAsync("0.3");
        await browser.Part("option-output.optimiser").SelectOptionAsync("adam");
        await browser.Part("option-output_activation").SelectOptionAsync("softmax");
        await browser.Part("option-hidden_activation-gaussian").CheckAsync();
        await browser.Part("option-hidden_activation-sine").CheckAsync();
        await browser.Part("option-validation_share").FillAsync("0.25");
        await browser.Part("option-units_per_round").FillAsync("2");
        await browser.Part("seed").FillAsync("8");
        await browser.Part("new-pace").SelectOptionAsync("0");

        await browser.Part("create-run").ClickAsync();

        await browser.WaitForTextAsync("status", "completed");
        await browser.WaitForNumberAsync("validation-loss", loss => loss > 0, "is shown");
        await browser.WaitForNumberAsync("legend-validation-loss", loss => loss > 0, "is in the legend");
        await browser.WaitForNumberAsync("legend-validation-accuracy", accuracy => accuracy > 50, "is in the legend");
        await Until.TrueAsync(async () => await CountPixelsAsync(browser, "--validation") > 20, "a curve has the colour of validation");
        var run = await NewestAsync(system, browser);
        Assert.Equal(ActivationSet.Sigmoid | ActivationSet.Gaussian | ActivationSet.Sine, run.Options.HiddenActivation);
        Assert.Equal(
            (Optimiser.Adam, Activation.Softmax, 0.25, 2),
            (run.Options.Output.Optimiser, run.Options.OutputActivation, run.Options.ValidationShare, run.Options.UnitsPerRound));
        await Assertions.Expect(browser.Part("topology")).ToHaveAttributeAsync("data-units", string.Join(',', Enumerable.Range(1, run.HiddenUnits)));
        await browser.ScreenshotAsync("validation");
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task Form_OptionsWithoutEffect_AreNotShown()
    {
        await using var system = await CanopySystem.StartAsync();
        await using var browser = await BrowserPage.OpenAsync(system.Web);
        await browser.Part("new-run").First.ClickAsync();
        await Assertions.Expect(browser.Part("option-output.epsilon")).Not.ToBeVisibleAsync();
        await browser.Part("more-options").Locator("summary").First.ClickAsync();
        await browser.Part("options-Output phase").Locator("summary").ClickAsync();
        await Assertions.Expect(browser.Part("option-output.epsilon")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Part("option-output.learning_rate")).ToHaveCountAsync(0);

        await browser.Part("option-output.optimiser").SelectOptionAsync("adam");

        await Assertions.Expect(browser.Part("option-output.learning_rate")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Part("option-output.epsilon")).ToHaveCountAsync(0);
        browser.AssertNoErrors();
    }

    [Fact]
    public async Task Form_SoftmaxForValues_IsRefusedAtTheField()
    {
        await using var system = await CanopySystem.StartAsync();
        await using var browser = await BrowserPage.OpenAsync(system.Web);
        await browser.Part("new-run").First.ClickAsync();
        await browser.Part("generator-mackey-glass").ClickAsync();
        await browser.Part("option-output_activation").SelectOptionAsync("softmax");
        await browser.Part("create-run").ClickAsync();

        await Assertions.Expect(browser.Part("error-options.output_activation")).ToContainTextAsync("needs classes");
        browser.AssertNoErrors(e => e.Contains("400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_Regression_ShowsItsResponse()
    {
        await using var system = await CanopySystem.StartAsync();
        var run = await system.CreateRunAsync(new CreateRun { Dataset = new DatasetSpec { Generator = "mackey-glass" }, Seed = 3, Pace = 0 });
        await system.WaitForAsync(run.Id, r => r.Status == RunStatus.Completed, "is completed");
        await using var browser = await BrowserPage.OpenAsync(new Uri(system.Web, $"/?run={run.Id}"));

        await browser.WaitForTextAsync("status", "completed");
        await Until.TrueAsync(async () => await browser.Part("boundary").First.GetAttributeAsync("data-revision") is { } revision && revision != "0", "the response is drawn");
        await Assertions.Expect(browser.Part("accuracy")).ToHaveCountAsync(0);
        await browser.ScreenshotAsync("regression");
        browser.AssertNoErrors();
    }

    private static async Task<RunDescription> NewestAsync(CanopySystem system, BrowserPage browser)
    {
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(browser.Page.Url).Query);
        return (await system.FindRunAsync(query["run"]!))!;
    }

    /// <summary>Pixels of the loss chart that have a colour of the theme.</summary>
    private static Task<int> CountPixelsAsync(BrowserPage browser, string token) => browser.Page.EvaluateAsync<int>(
        """
        token => {
          const hex = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
          const wanted = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
          const canvas = document.querySelector('[data-testid=loss-chart] .chart-upper canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let i = 0; i < data.length; i += 4) {
            count += data[i + 3] > 200 && wanted.every((part, k) => Math.abs(data[i + k] - part) < 24) ? 1 : 0;
          }
          return count;
        }
        """,
        token);
}
