using Canopy.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

var cache = builder.AddRedis("cache")
    .WithDataVolume(builder.NameOfVolume("cache-data"));

var backend = builder.AddProject<Projects.Canopy_Backend>("backend")
    .WithCache(cache).WaitFor(cache)
    .WithHttpHealthCheck("/readyz");

builder.AddProject<Projects.Canopy_Web>("web")
    .WithReplicas(2)
    .WithExternalHttpEndpoints()
    .WithCache(cache).WaitFor(cache)
    .WithReference(backend).WaitFor(backend)
    .WithHttpHealthCheck("/readyz");

builder.Build().Run();
