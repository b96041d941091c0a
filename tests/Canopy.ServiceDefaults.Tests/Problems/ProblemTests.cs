using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Canopy.ServiceDefaults.Tests.Problems;

public class ProblemTests
{
    private static readonly Action<WebApplication> Map = app =>
    {
        app.MapPost("/trees", (Tree tree) => tree.Name);
        app.MapGet("/trees/{id:int}", (int id, int? limit) => id + limit);
        app.MapGet("/boom", string () => throw new InvalidOperationException("host db-7"));
    };

    [Theory]
    [InlineData("Development", "{\"name\": ", "not valid JSON (line 1")]
    [InlineData("Production", "{\"name\": ", "not valid JSON (line 1")]
    [InlineData("Production", "no json", "not valid JSON (line 1, byte 2)")]
    [InlineData("Production", "{\"name\": \"oak\", \"height\": \"tall\"}", "$.height")]
    [InlineData("Production", "", "body")]
    public async Task Post_MalformedBody_Is400NamingTheProblem(string environment, string body, string named)
    {
        await using var app = await TestApp.StartAsync(environment, map: Map);

        using var response = await app.PostAsync("/trees", body);

        var problem = await ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Contains(named, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Get_QueryOfWrongType_Is400NamingTheParameter()
    {
        await using var app = await TestApp.StartAsync("Production", map: Map);

        using var response = await app.GetAsync("/trees/1?limit=many");

        var problem = await ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Contains("limit", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Get_Unhandled_Is500WithTraceIdAndNothingInternal(string environment)
    {
        await using var app = await TestApp.StartAsync(environment, map: Map);

        using var response = await app.GetAsync("/boom");

        await ReadAsync(response, HttpStatusCode.InternalServerError);
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("db-7", text);
        Assert.DoesNotContain("Exception", text);
    }

    [Fact]
    public async Task Get_UnknownRoute_Is404Problem()
    {
        await using var app = await TestApp.StartAsync("Production", map: Map);

        using var response = await app.GetAsync("/nowhere");

        await ReadAsync(response, HttpStatusCode.NotFound);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("trace_id").GetString());
        Assert.False(problem.TryGetProperty("traceId", out _));
        return problem;
    }

    private sealed record Tree(string Name, double Height);
}
