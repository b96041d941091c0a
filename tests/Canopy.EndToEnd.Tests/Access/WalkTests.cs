using System.Net;
using System.Text.Json;

namespace Canopy.EndToEnd.Tests.Access;

/// <summary>Every route of the OpenAPI document and both sockets, as nobody, as a viewer and as an operator; at web and at the backend itself.</summary>
public sealed class WalkTests(ProtectedSystem system) : IClassFixture<ProtectedSystem>
{
    private static readonly string[] Probes = ["/healthz", "/alive", "/readyz", "/ready", "/health", "/api/health"];

    private Uri[] Servers => [system.Web, system.Backend];

    [Fact]
    public async Task Nobody_GetsHealthSignInAndStaticFilesOnly()
    {
        var run = await CreateRunAsync();
        foreach (var server in Servers)
        {
            foreach (var route in await RoutesAsync(run))
            {
                Assert.Equal((route, 401), (route, await system.Nobody.StatusAsync(route.Method, new Uri(server, route.Path), route.Body)));
            }

            foreach (var path in new[] { "/v1/system", "/v1/session/renew", "/v1/nothing", "/openapi/v1.json", "/ws/nothing" })
            {
                Assert.Equal((path, 401), (path, await system.Nobody.StatusAsync("POST", new Uri(server, path), "{}")));
            }

            foreach (var path in Probes)
            {
                Assert.Equal((path, 200), (path, await system.Nobody.StatusAsync("GET", new Uri(server, path))));
            }

            Assert.Equal(404, await system.Nobody.StatusAsync("GET", new Uri(server, "/metrics")));
            Assert.Equal(404, await system.Nobody.StatusAsync("GET", new Uri(server, "/info")));
        }

        Assert.Equal(401, await system.Nobody.StatusAsync("GET", new Uri(system.Web, "/v1/system")));
        Assert.Equal(401, await system.Nobody.StatusAsync("GET", new Uri(system.Backend, "/openapi/v1.json")));
        Assert.Equal(401, (await system.Nobody.ConnectAsync(system.Web, $"/ws/training?run={run}")).Status);
        Assert.Equal(401, (await system.Nobody.ConnectAsync(system.Web, "/ws/control")).Status);
        Assert.Equal(200, await system.Nobody.StatusAsync("GET", new Uri(system.Web, "/v1/session")));
        Assert.Equal(200, await system.Nobody.StatusAsync("GET", new Uri(system.Web, "/")));
        Assert.Equal(200, await system.Nobody.StatusAsync("GET", new Uri(system.Web, "/some/view")));
        Assert.Equal(401, await system.Nobody.StatusAsync("GET", new Uri(system.Backend, "/")));
    }

    [Fact]
    public async Task Viewer_ReadsEverythingAndChangesNothing()
    {
        var run = await CreateRunAsync();
        var before = await StateAsync(run);
        var routes = await RoutesAsync(run);
        Assert.Contains(routes, r => r.Method == "DELETE");
        foreach (var server in Servers)
        {
            foreach (var route in routes)
            {
                var status = await system.Viewer.StatusAsync(route.Method, new Uri(server, route.Path), route.Body);
                Assert.True(route.Reads ? status is 200 or 400 or 404 : status == 403, $"{server} {route} answered {status}");
            }
        }

        Assert.Equal(403, (await system.Viewer.ConnectAsync(system.Web, "/ws/control")).Status);
        var (status101, socket) = await system.Viewer.ConnectAsync(system.Web, $"/ws/training?run={run}");
        using (socket)
        {
            Assert.Equal(101, status101);
            // What would be a command elsewhere is none here.
            await socket!.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(new { run_id = run, command = "start", command_id = "c" }),
                System.Net.WebSockets.WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        }

        Assert.Equal(before, await StateAsync(run));
    }

    [Fact]
    public async Task Operator_ChangesThingsByRouteAndBySocket()
    {
        foreach (var server in Servers)
        {
            var run = await CreateRunAsync(server);
            Assert.Equal(200, await system.Operator.StatusAsync("POST", new Uri(server, $"/v1/runs/{run}/commands"), """{"command": "set_pace", "pace": 7}"""));
            if (server == system.Web)
            {
                var (_, socket) = await system.Operator.ConnectAsync(server, "/ws/control");
                using (socket)
                {
                    var answer = await ApiClient.CommandAsync(socket!, $$"""{"run_id": "{{run}}", "command": "set_pace", "command_id": "c", "params": {"pace": 9} }""");
                    Assert.Equal(("success", 9), (answer.GetProperty("status").GetString(), answer.GetProperty("result").GetProperty("pace").GetDouble()));
                }
            }

            Assert.Equal(204, await system.Operator.StatusAsync("DELETE", new Uri(server, $"/v1/runs/{run}")));
        }
    }

    [Fact]
    public async Task OpenApi_Document_SaysWhatTheRoutesAnswerToNobody()
    {
        var (_, document) = await system.Viewer.SendAsync("GET", new Uri(system.Backend, "/openapi/v1.json"));

        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token");
        Assert.Equal(("http", "bearer"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString()));
        Assert.Equal(["token"], document.GetProperty("security").EnumerateArray().SelectMany(r => r.EnumerateObject()).Select(r => r.Name));
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToList();
        Assert.NotEmpty(operations);
        Assert.All(operations, operation =>
        {
            var responses = operation.Value.GetProperty("responses");
            Assert.True(responses.TryGetProperty("401", out _));
            Assert.Equal(operation.Name != "get", responses.TryGetProperty("403", out _));
        });
    }

    private Task<IReadOnlyList<ApiRoute>> RoutesAsync(string run) => ApiRoute.ReadAsync(system.Operator, system.Backend, run);

    private async Task<string> CreateRunAsync(Uri? server = null)
    {
        var (status, run) = await system.Operator.SendAsync(
            "POST", new Uri(server ?? system.Web, "/v1/runs"), """{"dataset": {"generator": "two-spirals"}, "start": false}""");
        Assert.Equal(HttpStatusCode.Created, status);
        return run.GetProperty("id").GetString()!;
    }

    /// <summary>All that the store has of runs, as text.</summary>
    private async Task<string> StateAsync(string run)
    {
        var parts = new List<string>();
        foreach (var path in new[] { "/v1/runs?limit=200", $"/v1/runs/{run}", $"/v1/runs/{run}/log", $"/v1/runs/{run}/dataset" })
        {
            parts.Add((await system.Operator.SendAsync("GET", new Uri(system.Backend, path))).Body.GetRawText());
        }

        return string.Join('\n', parts);
    }
}
