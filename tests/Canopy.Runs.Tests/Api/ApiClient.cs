using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Api;

/// <summary>The backend's routes as a client sees them.</summary>
internal sealed class ApiClient(HttpClient http)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(new Uri(path, UriKind.Relative), Token);

    public Task<HttpResponseMessage> DeleteAsync(string path) => http.DeleteAsync(new Uri(path, UriKind.Relative), Token);

    public async Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json", string? key = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await http.SendAsync(request, Token);
    }

    public async Task<RunDescription> CreateAsync(string body)
    {
        using var response = await PostAsync("/v1/runs", body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription, Token))!;
    }

    public async Task<RunDescription> FindAsync(string id)
    {
        using var response = await GetAsync($"/v1/runs/{id}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription, Token))!;
    }

    public Task<RunDescription> WaitForAsync(string id, Func<RunDescription, bool> condition, string what)
        => Until.NotNullAsync(async () => await FindAsync(id) is var run && condition(run) ? run : null, $"run {id} {what}");

    /// <summary>The body of an answer that must have this status.</summary>
    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Problem details of this status: with a trace id, and nothing internal.</summary>
    public static async Task<JsonNode> ReadProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var problem = await ReadAsync(response, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        Assert.False(string.IsNullOrEmpty(problem["trace_id"]?.GetValue<string>()));
        Assert.DoesNotContain("Exception", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Canopy.", problem.ToJsonString(), StringComparison.Ordinal);
        return problem;
    }
}
