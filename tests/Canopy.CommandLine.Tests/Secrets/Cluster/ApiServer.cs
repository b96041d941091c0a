using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Canopy.CommandLine.Tests.Secrets.Cluster;

/// <summary>As much of a Kubernetes API server as kubectl needs for <c>canopy secrets</c>, over plain HTTP.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FakeCluster _cluster;

    private ApiServer(FakeCluster cluster)
    {
        _cluster = cluster;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Use(InterfereAsync);
        Discovery.Map(_app);
        var core = $"/api/v1/namespaces/{FakeCluster.Namespace}";
        var apps = $"/apis/apps/v1/namespaces/{FakeCluster.Namespace}";
        foreach (var (root, resource) in new[] { (core, "secrets"), (core, "pods"), (apps, "deployments"), (apps, "statefulsets") })
        {
            _app.MapGet($"{root}/{resource}", context => ListAsync(context, resource));
            _app.MapPost($"{root}/{resource}", context => CreateAsync(context, resource));
            _app.MapGet($"{root}/{resource}/{{name}}", context => GetAsync(context, resource, Part(context, "name")));
            _app.MapPatch($"{root}/{resource}/{{name}}", context => PatchAsync(context, resource, Part(context, "name")));
            _app.MapDelete($"{root}/{resource}/{{name}}", context => DeleteAsync(context, resource, Part(context, "name")));
        }

        _app.MapPost("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", ReviewAsync);
        _app.MapGet($"{core}/pods/{{address}}/proxy/readyz", context => ReadyAsync(context, Part(context, "address")));

        // Where a forwarded port would end: in a pod.
        _app.MapGet("/readyz", context => context.Response.WriteAsync("Healthy"));
        _app.Map($"{core}/pods/{{name}}/exec", context => ExecAsync(context, Part(context, "name")));
    }

    public string Address => _app.Urls.Single();

    public static async Task<ApiServer> StartAsync(FakeCluster cluster)
    {
        var server = new ApiServer(cluster);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public static Task StatusAsync(HttpContext context, int code, string reason, string message)
    {
        context.Response.StatusCode = code;
        return WriteAsync(context, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Failure", ["code"] = code, ["reason"] = reason, ["message"] = message });
    }

    public static async Task WriteAsync(HttpContext context, JsonNode body)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }

    private static string Part(HttpContext context, string name) => (string)context.GetRouteValue(name)!;

    /// <summary>What a test has go wrong, before a request is handled or after.</summary>
    private async Task InterfereAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true);
        var isSocket = context.WebSockets.IsWebSocketRequest;
        var request = new ApiRequest(context.Request.Method, context.Request.Path, context.Request.Query["watch"].Count > 0, isSocket ? "" : await reader.ReadToEndAsync());
        context.Request.Body.Position = 0;
        switch (_cluster.Interfere(request))
        {
            case Interference.Refuse:
                await StatusAsync(context, 500, "InternalError", "the test says no");
                break;
            case Interference.Cut:
                context.Abort();
                break;
            case Interference.CutAnswer:
                context.Response.Body = new MemoryStream();
                await next(context);
                context.Abort();
                break;
            default:
                await next(context);
                break;
        }
    }

    private async Task ListAsync(HttpContext context, string resource)
    {
        var name = context.Request.Query["fieldSelector"].ToString() is { Length: > 0 } field ? field[(field.IndexOf('=', StringComparison.Ordinal) + 1)..] : null;
        if (context.Request.Query["watch"] == "true" || context.Request.Query["watch"] == "1")
        {
            await WatchAsync(context, resource, name, long.Parse("0" + context.Request.Query["resourceVersion"]));
            return;
        }

        var version = _cluster.Objects.Version;
        var labels = context.Request.Query["labelSelector"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=')).ToList();
        var items = _cluster.Objects.List(resource)
            .Where(o => name is null || (string?)o["metadata"]!["name"] == name)
            .Where(o => labels.TrueForAll(l => (string?)o["metadata"]!["labels"]?[l[0]] == l[1]));
        await WriteAsync(context, new JsonObject
        {
            ["kind"] = Discovery.KindOf(resource) + "List",
            ["apiVersion"] = Discovery.GroupVersionOf(resource),
            ["metadata"] = new JsonObject { ["resourceVersion"] = $"{version}" },
            ["items"] = new JsonArray([.. items]),
        });
    }

    private async Task WatchAsync(HttpContext context, string resource, string? name, long since)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync();
        while (!context.RequestAborted.IsCancellationRequested)
        {
            var (changes, next) = _cluster.Objects.Since(since, resource);
            foreach (var change in changes)
            {
                since = change.Version;
                if (name is null || (string?)change.Item["metadata"]!["name"] == name)
                {
                    var line = new JsonObject { ["type"] = change.Type, ["object"] = change.Item.DeepClone() };
                    await context.Response.WriteAsync(line.ToJsonString() + "\n");
                    await context.Response.Body.FlushAsync();
                }
            }

            await next.WaitAsync(context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private Task GetAsync(HttpContext context, string resource, string name)
        => _cluster.Objects.Find(resource, name) is { } found ? WriteAsync(context, found) : MissingAsync(context, resource, name);

    private async Task CreateAsync(HttpContext context, string resource)
    {
        var item = (await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body))!;
        if (_cluster.Objects.Create(resource, item, isTrial: context.Request.Query["dryRun"] == "All") is not { } created)
        {
            await StatusAsync(context, 409, "AlreadyExists", $"{resource} \"{(string?)item["metadata"]!["name"]}\" already exists");
            return;
        }

        context.Response.StatusCode = 201;
        await WriteAsync(context, created);
    }

    private async Task PatchAsync(HttpContext context, string resource, string name)
    {
        Assert.Equal("application/merge-patch+json", context.Request.ContentType);
        var patch = (await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body))!;
        if (_cluster.Objects.Find(resource, name) is not { } there)
        {
            await MissingAsync(context, resource, name);
            return;
        }

        if (there["immutable"]?.GetValue<bool>() == true && patch.ContainsKey("data"))
        {
            await StatusAsync(context, 422, "Invalid", $"{name} is immutable");
            return;
        }

        var expected = (string?)patch["metadata"]?["resourceVersion"];
        if (_cluster.Objects.Update(resource, name, expected, item => Merge(item, patch)) is not { } patched)
        {
            await StatusAsync(context, 409, "Conflict", $"Operation cannot be fulfilled on {resource} \"{name}\": the object has been modified");
            return;
        }

        await WriteAsync(context, patched);
    }

    private async Task DeleteAsync(HttpContext context, string resource, string name)
    {
        if (_cluster.Objects.Find(resource, name) is null)
        {
            await MissingAsync(context, resource, name);
            return;
        }

        _cluster.Objects.Delete(resource, name);
        await WriteAsync(context, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" });
    }

    private async Task ReviewAsync(HttpContext context)
    {
        var review = (await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body))!;
        var asked = review["spec"]!["resourceAttributes"]!;
        var right = $"{(string?)asked["verb"]} {(string?)asked["resource"]}{((string?)asked["subresource"] is { } sub ? "/" + sub : "")}";
        review["status"] = new JsonObject { ["allowed"] = !_cluster.Forbidden.Contains(right) };
        context.Response.StatusCode = 201;
        await WriteAsync(context, review);
    }

    private async Task ReadyAsync(HttpContext context, string address)
    {
        var pod = _cluster.Pods.FirstOrDefault(p => address == $"{p.Name}:{FakePod.ManagementPort}");
        if (pod is null || !await _cluster.IsReadyAsync(pod))
        {
            await StatusAsync(context, 503, "ServiceUnavailable", "the server is currently unable to handle the request");
            return;
        }

        await context.Response.WriteAsync("Healthy");
    }

    private async Task ExecAsync(HttpContext context, string name)
    {
        var pod = _cluster.Pods.FirstOrDefault(p => p.Name == name && p.Cache is not null);
        if (pod is null || !context.WebSockets.IsWebSocketRequest)
        {
            await MissingAsync(context, "pods", name);
            return;
        }

        await RemoteCommand.RunAsync(context, pod.Cache!);
    }

    private static Task MissingAsync(HttpContext context, string resource, string name)
        => StatusAsync(context, 404, "NotFound", $"{resource} \"{name}\" not found");

    /// <summary>RFC 7396.</summary>
    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is null)
            {
                target.Remove(key);
            }
            else if (value is JsonObject inner)
            {
                if (target[key] is not JsonObject)
                {
                    target[key] = new JsonObject();
                }

                Merge(target[key]!.AsObject(), inner);
            }
            else
            {
                target[key] = value.DeepClone();
            }
        }
    }
}

/// <summary>A request that a test may have go wrong.</summary>
internal sealed record ApiRequest(string Method, string Path, bool IsWatch, string Body)
{
    public bool IsChange => Method is "POST" or "PATCH" or "DELETE" && !Path.Contains("selfsubject", StringComparison.Ordinal);
}

internal enum Interference
{
    None,

    /// <summary>The server says no.</summary>
    Refuse,

    /// <summary>The connection ends before the request is handled.</summary>
    Cut,

    /// <summary>It is handled, but nobody hears of it.</summary>
    CutAnswer,
}
