using Canopy.Backend;
using Canopy.Runs;
using Canopy.Runs.Api;
using Canopy.Runs.Commands;
using Canopy.ServiceDefaults.Shutdown;

if (await HealthCommand.TryRunAsync(args))
{
    return;
}

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddRedisConnection("cache");
builder.Services.AddOpenApi(options => options.AddDocumentTransformer<AccessDescription>()
    .AddSchemaTransformer<ContractForm>().AddDocumentTransformer<ContractForm>());
builder.Services.AddRunStoreRedis().AddRunCommands();
if (!builder.Configuration.GetProgramSettings().ReadOnly)
{
    // A read-only installation is an archive: what is unfinished there stays as it is.
    builder.Services.AddRunTraining();
}

var app = builder.Build();

// From the first word of stopping: no new runs, no new commands, no claims.
app.Services.GetRequiredService<IDrain>().Draining.Register(app.Services.GetRequiredService<RunIntake>().Close);

app.MapDefaultEndpoints();
app.MapOpenApi();
app.MapRunQueries();
app.MapRunCommands();

await app.RunAsync();

/// <summary>The program that trains.</summary>
public partial class Program
{
    private Program()
    {
    }
}
