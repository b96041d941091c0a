using Canopy.Runs;
using Canopy.Runs.Api;
using Canopy.Web.Backend;
using Canopy.Web.Control;
using Canopy.Web.Demo;
using Canopy.Web.Page;
using Canopy.Web.Session;
using Canopy.Web.Status;
using Canopy.Web.Streaming;

if (await HealthCommand.TryRunAsync(args))
{
    return;
}

// The page and the settings lie beside the program, wherever it is started.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.AddServiceDefaults();
builder.AddStreaming();
builder.AddControl();
builder.AddSystem();
builder.AddSession();

// Demo mode trains here; otherwise web only reads the store, and everything that is changed is changed by the backend.
var demo = builder.Configuration.GetProgramSettings().DemoMode;
if (demo)
{
    builder.AddDemo();
}
else
{
    builder.AddRedisConnection("cache");
    builder.Services.AddRunReaderRedis();
    builder.AddBackend();
}

var app = builder.Build();
app.UsePage();
app.UseWebSockets();
app.UseMiddleware<OriginCheck>();
app.MapDefaultEndpoints();
app.UseRateLimiter();
app.MapSession();
app.MapStreaming();
app.MapControl();
app.MapSystem();
app.MapRunQueries();
if (demo)
{
    app.CloseIntakeWhenDraining();
    app.MapRunCommands();
}
else
{
    app.MapForwarding();
}

app.MapPage();
app.Run();
