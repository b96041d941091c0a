using Canopy.AppHost;
using Canopy.AppHost.Cache;
using Canopy.AppHost.Commands;
using Canopy.AppHost.Publishing;
using Canopy.AppHost.Start;
using Canopy.Kubernetes;

var builder = DistributedApplication.CreateBuilder(args);

var cache = builder.AddCache("cache");

var backend = builder.AddProject<Projects.Canopy_Backend>("backend")
    .WithPublishedPort(8000).WithPublishedSecret("JWT_SECRET_KEY")
    .WithCache(cache)
    .WithHttpHealthCheck("/readyz")
    .WithUrlForEndpoint("http", url => url.DisplayText = "API")
    .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/openapi/v1.json", DisplayText = "OpenAPI" })
    .WithRunCommands()
    .WithIconName("BrainCircuit")
    .Kubernetes(Production.Backend);

var web = builder.AddProject<Projects.Canopy_Web>("web")
    .WithPublishedPort(8050).WithPublishedSecret("JWT_SECRET_KEY").WithPublishedSecret("CANOPY_ACCOUNTS")
    .WithReplicas(2)
    .WithExternalHttpEndpoints()
    .WithCache(cache)
    .WithReference(backend).WaitFor(backend)
    .WithHttpHealthCheck("/readyz")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Page")
    .WithPageCommands(backend)
    .WithIconName("Globe")
    .Kubernetes(k => Production.Web(k, backend.GetEndpoint("http")));

builder.AddEnvironments(backend, web);
builder.AddPublishingSteps(args);

return await builder.RunToEndAsync();
