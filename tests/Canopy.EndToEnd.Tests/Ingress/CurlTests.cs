using System.Globalization;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>K8S-30, SVC-05: what somebody with curl sees of the limit and the headers.</summary>
[Collection(nameof(Ingress))]
public sealed class CurlTests(IngressSystem ingress) : IAsyncLifetime
{
    private const byte HeadersAddress = 80;
    private const byte LimitAddress = 81;
    private const int TooMany = 20_000;

    public async ValueTask InitializeAsync() => await ingress.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Curl_ThePage_ShowsTheSecurityHeaders()
    {
        var said = await CurlAsync(HeadersAddress, "--head", Url("/"));

        var lines = said.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal("HTTP/2 200", lines[0]);
        Assert.Contains("x-content-type-options: nosniff", lines);
        Assert.Contains("x-frame-options: DENY", lines);
        Assert.Contains("referrer-policy: same-origin", lines);
        Assert.Contains(lines, l => l.StartsWith("strict-transport-security: max-age=", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("content-security-policy: ", StringComparison.Ordinal) && l.Contains("frame-ancestors 'none'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Curl_FasterThanTheLimit_IsRefused()
    {
        // Ends at the first that is refused.
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => CurlAsync(
            LimitAddress, "--fail", "--fail-early", "--show-error", "--parallel", "--output", "/dev/null",
            string.Create(CultureInfo.InvariantCulture, $"{Url("/healthz")}?[1-{TooMany}]")));

        Assert.Contains("ended with code 22", failure.Message, StringComparison.Ordinal);
        Assert.Contains("The requested URL returned error: 429", failure.Message, StringComparison.Ordinal);
    }

    private string Url(string path) => ingress.Nginx.Address.ToString().TrimEnd('/') + path;

    private Task<string> CurlAsync(byte lastByte, params string[] arguments) => Command.RunAsync(
        Path.GetTempPath(),
        "curl",
        [
            "--silent", "--cacert", ingress.Nginx.CertificateFile, "--interface", $"127.0.0.{lastByte}",
            "--connect-to", $"{ingress.Nginx.Ingress.Host}:443:127.0.0.1:{ingress.Nginx.HttpsPort}", .. arguments,
        ]);
}
