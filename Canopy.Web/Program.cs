using Canopy.Web.Backend;
using Canopy.Web.Control;
using Canopy.Web.Page;
using Canopy.Web.Status;
using Canopy.Web.Streaming;

// The page and the settings lie beside the program, wherever it is started.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.AddServiceDefaults();
builder.AddStreaming();
builder.AddControl();
builder.AddSystem();
builder.AddBackend();

var app = builder.Build();
app.UsePage();
app.UseWebSockets();
app.MapDefaultEndpoints();
app.MapStreaming();
app.MapControl();
app.MapSystem();
app.MapForwarding();
app.MapPage();
app.Run();
