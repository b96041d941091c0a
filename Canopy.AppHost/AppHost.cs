var builder = DistributedApplication.CreateBuilder(args);

var cache = builder.AddRedis("cache")
    .WithDataVolume();

var backend = builder.AddProject<Projects.Canopy_Backend>("backend")
    .WithReference(cache).WaitFor(cache)
    .WithHttpHealthCheck("/readyz");

builder.AddProject<Projects.Canopy_Web>("web")
    .WithExternalHttpEndpoints()
    .WithReference(cache).WaitFor(cache)
    .WithReference(backend).WaitFor(backend)
    .WithHttpHealthCheck("/readyz");

builder.Build().Run();
