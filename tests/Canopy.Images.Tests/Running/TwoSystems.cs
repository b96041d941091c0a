using Canopy.Images.Tests.Publishing;

namespace Canopy.Images.Tests.Running;

/// <summary>The images' programs, trimmed and compiled ahead, and beside them an ordinary build of the same sources.</summary>
public sealed class TwoSystems(PublishedImages images) : IAsyncLifetime
{
    internal ProgramForm BackendForm { get; } = ProgramForm.OfImage(images.Backend);

    internal ProgramForm WebForm { get; } = ProgramForm.OfImage(images.Web);

    internal OtlpReceiver Telemetry { get; private set; } = null!;

    internal RunningSystem Images { get; private set; } = null!;

    internal RunningSystem Build { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Telemetry = await OtlpReceiver.StartAsync("Canopy.Backend", "Canopy.Web");
        Images = await RunningSystem.StartAsync(BackendForm, WebForm, new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Telemetry.Address, ["OTEL_METRIC_EXPORT_INTERVAL"] = "500" });
        Build = await RunningSystem.StartAsync(ProgramForm.OfBuild("Canopy.Backend"), ProgramForm.OfBuild("Canopy.Web"), []);
    }

    public async ValueTask DisposeAsync()
    {
        await Images.DisposeAsync();
        await Build.DisposeAsync();
        await Telemetry.DisposeAsync();
    }
}
