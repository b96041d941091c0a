using System.Net;
using Canopy.Access;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Api;

/// <summary>The header Idempotency-Key, and who is recorded.</summary>
public sealed class IdempotencyTests(BackendFixture fixture) : IClassFixture<BackendFixture>
{
    private const string Runs = "/v1/runs";
    private readonly ApiClient _ada = Client(fixture, "ada");

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string Body(string name = "keyed") => $$"""{"name": "{{name}}", "dataset": {"generator": "xor"}, "start": false}""";

    [Fact]
    public async Task Create_Repeated_IsAnsweredAlikeAndMakesOneRun()
    {
        var (key, name) = (NewKey(), NewKey());

        using var first = await _ada.PostAsync(Runs, Body(name), key: key);
        using var second = await _ada.PostAsync(Runs, Body(name), key: key);

        var made = await ApiClient.ReadAsync(first, HttpStatusCode.Created);
        Assert.Equal(made.ToJsonString(), (await ApiClient.ReadAsync(second, HttpStatusCode.Created)).ToJsonString());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1, await CountAsync(name));
    }

    [Fact]
    public async Task Create_RepeatedInAnotherSpelling_IsTheSameRequest()
    {
        var (key, name) = (NewKey(), NewKey());
        var first = await ApiClient.ReadAsync(
            await _ada.PostAsync(
                Runs,
                $$$"""{"name": "{{{name}}}", "start": false, "dataset": {"generator": "xor", "parameters": {"noise": 0.1, "seed": 3} }, "options": {"pool_size": 4, "candidate": {"patience": 9, "max_epochs": 50} } }""",
                key: key),
            HttpStatusCode.Created);

        var second = await _ada.PostAsync(
            Runs,
            $$$"""{"options":{"candidate":{"max_epochs":50,"patience":9},"pool_size":4},"note":null,"dataset":{"parameters":{"seed":3,"noise":0.1},"generator":"xor"},"start":false,"name":"{{{name}}}"}""",
            key: key);

        Assert.Equal(first["id"]!.GetValue<string>(), (await ApiClient.ReadAsync(second, HttpStatusCode.Created))["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Create_ManyAtOnce_MakeOneRun()
    {
        var (key, name) = (NewKey(), NewKey());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _ada.PostAsync(Runs, Body(name), key: key)));

        var ids = new List<string>();
        foreach (var answer in answers)
        {
            ids.Add((await ApiClient.ReadAsync(answer, HttpStatusCode.Created))["id"]!.GetValue<string>());
        }

        Assert.Single(ids.Distinct());
        Assert.Equal(1, await CountAsync(name));
    }

    [Fact]
    public async Task Create_SameKeyWithAnotherBody_Is422()
    {
        var key = NewKey();
        var run = await ApiClient.ReadAsync(await _ada.PostAsync(Runs, Body("one"), key: key), HttpStatusCode.Created);

        var problem = await ApiClient.ReadProblemAsync(await _ada.PostAsync(Runs, Body("two"), key: key), HttpStatusCode.UnprocessableEntity);

        Assert.Contains(run["id"]!.GetValue<string>(), problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_AnotherCallersSameKey_MakesAnotherRun()
    {
        var (key, name) = (NewKey(), NewKey());

        var adas = await ApiClient.ReadAsync(await _ada.PostAsync(Runs, Body(name), key: key), HttpStatusCode.Created);
        var bobs = await ApiClient.ReadAsync(await Client("bob").PostAsync(Runs, Body(name), key: key), HttpStatusCode.Created);

        Assert.NotEqual(adas["id"]!.GetValue<string>(), bobs["id"]!.GetValue<string>());
        Assert.Equal(("token:ada", "token:bob"), (adas["created_by"]!.GetValue<string>(), bobs["created_by"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Create_AfterARefusal_TakesTheKeyForTheRightRequest()
    {
        var key = NewKey();
        await ApiClient.ReadProblemAsync(await _ada.PostAsync(Runs, """{"dataset": {"generator": "nothing"}}""", key: key), HttpStatusCode.BadRequest);

        await ApiClient.ReadAsync(await _ada.PostAsync(Runs, Body(), key: key), HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("129")]
    public async Task Key_ThatIsNone_IsABadRequestAtEveryRoute(string key)
    {
        key = key == "129" ? new string('k', 129) : key;
        var run = await _ada.CreateAsync(Body());
        foreach (var (path, body) in new[] { (Runs, Body()), ($"{Runs}/{run.Id}/commands", """{"command": "start"}""") })
        {
            var problem = await ApiClient.ReadProblemAsync(await _ada.PostAsync(path, body, key: key), HttpStatusCode.BadRequest);

            Assert.Contains("1 to 128 visible ASCII characters", problem["errors"]!["Idempotency-Key"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Key_AsLongAsAllowed_IsTaken()
        => await ApiClient.ReadAsync(await _ada.PostAsync(Runs, Body(), key: NewKey().PadRight(128, '~')), HttpStatusCode.Created);

    [Fact]
    public async Task Command_WithWebsKeyAndItsOwn_ItsOwnCounts()
    {
        var run = await _ada.CreateAsync(Body());
        using var http = fixture.Backend.CreateClient();
        http.DefaultRequestHeaders.Add("Canopy-Write-Id", "of-web");
        var client = new ApiClient(http);

        var own = await ApiClient.ReadAsync(
            await client.PostAsync($"{Runs}/{run.Id}/commands", """{"command": "set_pace", "pace": 5, "command_id": "own"}"""), HttpStatusCode.OK);
        var webs = await ApiClient.ReadAsync(await client.PostAsync($"{Runs}/{run.Id}/commands", """{"command": "set_pace", "pace": 6}"""), HttpStatusCode.OK);

        Assert.Equal(("own", "of-web"), (own["command_id"]!.GetValue<string>(), webs["command_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Sender_OfARunAndItsCommands_IsServedWithoutHisToken()
    {
        var token = TestTokens.Make(AccessRole.Operator, name: "ada");
        var run = await _ada.CreateAsync(Body());
        await Client("bob").PostAsync($"{Runs}/{run.Id}/commands", """{"command": "set_pace", "pace": 5}""");

        var log = await ApiClient.ReadAsync(await _ada.GetAsync($"{Runs}/{run.Id}/log"), HttpStatusCode.OK);

        Assert.Equal("token:ada", (await _ada.FindAsync(run.Id)).CreatedBy);
        Assert.Equal("token:ada", log["entries"]![0]!["data"]!["details"]!["by"]!.GetValue<string>());
        Assert.Equal("token:bob", log["entries"]![1]!["data"]!["by"]!.GetValue<string>());
        var everything = log.ToJsonString() + (await ApiClient.ReadAsync(await _ada.GetAsync(Runs), HttpStatusCode.OK)).ToJsonString();
        Assert.DoesNotContain(token.Split('.')[0], everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"dataset": {"generator": "xor"}, "by": "account:root"}""", "by")]
    [InlineData("""{"dataset": {"generator": "xor"}, "created_by": "account:root"}""", "created_by")]
    [InlineData("""{"dataset": {"generator": "xor"}, "key": "k"}""", "key")]
    public async Task Sender_InTheBody_IsRefused(string body, string field)
    {
        var problem = await ApiClient.ReadProblemAsync(await _ada.PostAsync(Runs, body), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task OpenApi_EveryPost_HasTheKey()
    {
        // Web asks another backend when one has not answered (docs/operations.md): that is safe for what knows a repeat by its key.
        var document = await ApiClient.ReadAsync(await _ada.GetAsync("/openapi/v1.json"), HttpStatusCode.OK);

        var writes = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(operation => operation.Key is "post" or "patch").Select(operation => (path.Key, Operation: operation.Value!))).ToList();

        Assert.NotEmpty(writes);
        Assert.All(writes, write => Assert.Contains(
            write.Operation["parameters"]?.AsArray() ?? [],
            parameter => parameter!["in"]!.GetValue<string>() == "header" && parameter["name"]!.GetValue<string>() == "Idempotency-Key"
                && parameter["description"]!.GetValue<string>().Contains("within 24 hours", StringComparison.Ordinal)));
        var creation = document["paths"]!["/v1/runs"]!["post"]!;
        Assert.NotNull(creation["responses"]!["422"]);
        Assert.Null(document["components"]!["schemas"]!["RunCommand"]!["properties"]!["by"]);
        Assert.Null(document["components"]!["schemas"]!["CreateRun"]!["properties"]!["by"]);
        Assert.NotNull(document["components"]!["schemas"]!["RunDescription"]!["properties"]!["created_by"]);
    }

    [Fact]
    public async Task Id_ThatIsNone_IsAnUnknownRunAtEveryRoute()
    {
        foreach (var id in ImpossibleIds.All.Where(id => id is not ("." or "..") && id.Length < 2000 && !id.Contains('\0', StringComparison.Ordinal)).Select(Uri.EscapeDataString))
        {
            foreach (var answer in (Task<HttpResponseMessage>[])
                [
                    _ada.GetAsync($"{Runs}/{id}"), _ada.GetAsync($"{Runs}/{id}/log"), _ada.GetAsync($"{Runs}/{id}/dataset"), _ada.GetAsync($"{Runs}/{id}/network"),
                    _ada.DeleteAsync($"{Runs}/{id}"), _ada.PostAsync($"{Runs}/{id}/commands", """{"command": "start"}"""),
                ])
            {
                using var response = await answer;
                Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{response.RequestMessage!.RequestUri}: {response.StatusCode}");
            }
        }
    }

    private async Task<int> CountAsync(string name)
        => (await ApiClient.ReadAsync(await _ada.GetAsync($"{Runs}?search={name}"), HttpStatusCode.OK))["total"]!.GetValue<int>();

    private ApiClient Client(string name) => Client(fixture, name);

    private static ApiClient Client(BackendFixture fixture, string name)
    {
        var http = fixture.Backend.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", TestTokens.Make(AccessRole.Operator, name: name));
        return new ApiClient(http);
    }
}
