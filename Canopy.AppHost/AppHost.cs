using Canopy.AppHost;
using Canopy.AppHost.Cache;
using Canopy.AppHost.Publishing;
using Canopy.Kubernetes;

var builder = DistributedApplication.CreateBuilder(args);

var cache = builder.AddCache("cache");

var backend = builder.AddProject<Projects.Canopy_Backend>("backend")
    .WithPublishedPort(8000).WithPublishedSecret("JWT_SECRET_KEY")
    .WithCache(cache)
    .WithHttpHealthCheck("/readyz")
    .Kubernetes(Production.Backend);

var web = builder.AddProject<Projects.Canopy_Web>("web")
    .WithPublishedPort(8050).WithPublishedSecret("JWT_SECRET_KEY").WithPublishedSecret("CANOPY_ACCOUNTS")
    .WithReplicas(2)
    .WithExternalHttpEndpoints()
    .WithCache(cache)
    .WithReference(backend).WaitFor(backend)
    .WithHttpHealthCheck("/readyz")
    .Kubernetes(k => Production.Web(k, backend.GetEndpoint("http")));

builder.AddEnvironments(backend, web);

builder.Build().Run();
