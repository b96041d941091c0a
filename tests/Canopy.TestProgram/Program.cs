using Canopy.TestProgram;

if (await HealthCommand.TryRunAsync(args))
{
    return;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSettings<GardenSettings>("Garden");
if (builder.Configuration.GetConnectionString("cache") is not null)
{
    builder.AddRedisConnection("cache");
}

if (args.Contains("--hang-at-stop"))
{
    builder.Services.AddHostedService<HangsAtStop>();
}

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGet("/hello/{name}", (string name) => $"hello {name}");
app.MapGet("/slow", async (double seconds, CancellationToken cancellationToken) =>
{
    Console.WriteLine("slow has begun");
    await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
    return "done";
});
app.Run();
