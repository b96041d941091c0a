using System.Net;

namespace Canopy.Web.Tests.Page;

public sealed class PageTests : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly WebProgram _program = WebProgram.Start(("CASCOR_DEMO_MODE", "1"));
    private readonly HttpClient _http;

    public PageTests() => _http = new HttpClient { BaseAddress = _program.Address };

    [Theory]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/runs/r/nothing")]
    [InlineData("/ws/nothing")]
    public async Task Address_OfNoRoute_IsAProblemAndNotThePage(string path)
    {
        using var response = await _http.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Answer_OfAnyKind_MayNotBeSniffed()
    {
        using var response = await _http.GetAsync("/v1/system", Cancel);

        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _program.DisposeAsync();
    }
}
