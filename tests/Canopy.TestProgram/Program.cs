using Canopy.TestProgram;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSettings<GardenSettings>("Garden");
if (builder.Configuration.GetConnectionString("cache") is not null)
{
    builder.AddRedisClient("cache");
}

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGet("/hello/{name}", (string name) => $"hello {name}");
app.Run();
