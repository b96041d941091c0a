using Microsoft.Extensions.Configuration;

// What a test asks for on the command line: --with:redis, --with:missing-command and so on.
var builder = DistributedApplication.CreateBuilder(args);
bool With(string what) => builder.Configuration[$"with:{what}"] is not null;

var first = builder.AddProject<Projects.Sample_Service>("first")
    .WithHttpHealthCheck("/readyz")
    .WithEnvironment("SAMPLE_GRANDCHILD", "1");

var second = builder.AddProject<Projects.Sample_Service>("second", options => options.ExcludeLaunchProfile = true)
    .WithHttpEndpoint(port: builder.Configuration.GetValue<int?>("with:port"))
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/readyz")
    .WithReference(first).WaitFor(first);

if (With("redis"))
{
    var cache = builder.AddRedis("cache").WithDataVolume();
    second.WithReference(cache).WaitFor(cache);
}

if (With("parameter"))
{
    second.WithEnvironment("KEY", builder.AddParameter("api-key", secret: true));
}

if (With("missing-command"))
{
    builder.AddExecutable("ghost", "no-such-command", ".");
}

if (With("unbuilt"))
{
    builder.AddProject("unbuilt", builder.Configuration["with:unbuilt"]!);
}

if (With("twice"))
{
    builder.AddProject<Projects.Sample_Service>("first");
}

if (With("crash"))
{
    builder.AddExecutable("crasher", "/bin/sh", ".", "-c", "echo all is well; echo the disk is on fire >&2; exit 7");
}

builder.Build().Run();
