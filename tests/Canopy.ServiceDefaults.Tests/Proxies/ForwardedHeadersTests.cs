using Canopy.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Canopy.ServiceDefaults.Tests.Proxies;

/// <summary>The tests' connections come from 127.0.0.1: whether that is a known proxy decides what its headers are worth.</summary>
public class ForwardedHeadersTests
{
    private static readonly (string Name, string Value)[] Forwarded =
        [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "canopy.example.com")];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.0/8, 127.0.0.0/8")]
    [InlineData("fd00::/8,127.0.0.1/32")]
    public async Task Headers_OfAKnownProxy_AreTakenAtTheirWord(string known)
    {
        await using var app = await StartAsync(known);

        Assert.Equal("203.0.113.7 https://canopy.example.com/seen", await SeenAsync(app, Forwarded));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("10.0.0.0/8", null)]
    [InlineData(null, "true")]
    [InlineData("10.0.0.0/8", "true")]
    public async Task Headers_OfAnybodyElse_CountForNothing(string? known, string? frameworksSwitch)
    {
        await using var app = await StartAsync(known, frameworksSwitch);

        Assert.Equal($"127.0.0.1 {app.Address}seen", await SeenAsync(app, Forwarded));
    }

    [Fact]
    public async Task Headers_OfAKnownProxyWithTheFrameworksSwitchOn_AreReadOnce()
    {
        await using var app = await StartAsync("127.0.0.1", frameworksSwitch: "true");

        Assert.Equal("203.0.113.7 https://canopy.example.com/seen", await SeenAsync(app, Forwarded));
        Assert.StartsWith("203.0.113.7 ", await SeenAsync(app, ("X-Forwarded-For", "198.51.100.1, 203.0.113.7")));
    }

    [Theory]
    // What a client wrote before its proxy did is the client's own word.
    [InlineData("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1,203.0.113.7", "198.51.100.1, 203.0.113.7", "198.51.100.1")]
    [InlineData("127.0.0.1,203.0.113.0/24", "192.0.2.1, 198.51.100.1, 203.0.113.7", "198.51.100.1")]
    [InlineData("127.0.0.1", "2001:db8::7", "2001:db8::7")]
    [InlineData("127.0.0.1", "unknown", "127.0.0.1")]
    public async Task Addresses_InARow_CountBackToTheFirstThatIsNotKnown(string known, string header, string client)
    {
        await using var app = await StartAsync(known);

        Assert.StartsWith(client + " ", await SeenAsync(app, ("X-Forwarded-For", header)));
    }

    [Theory]
    [InlineData("10.0.0.0/8, proxy", "'proxy' is neither an address nor a network")]
    [InlineData("10.1", "'10.1' is neither an address nor a network")]
    [InlineData("010.0.0.1", "'010.0.0.1' is neither an address nor a network")]
    [InlineData("10.0.0.0/33", "'10.0.0.0/33' is neither an address nor a network")]
    [InlineData("10.0.0.0/8/8", "'10.0.0.0/8/8' is neither an address nor a network")]
    [InlineData("fe80::1%eth0", "'fe80::1%eth0' is neither an address nor a network")]
    [InlineData("0.0.0.0/0", "'0.0.0.0/0' would be everybody")]
    [InlineData("::/0", "'::/0' would be everybody")]
    public async Task Setting_Wrong_IsReportedWithWhatIsAccepted(string known, string mistake)
    {
        var exception = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(known));

        Assert.Equal(
            [$"CANOPY_KNOWN_PROXIES: {mistake}; accepted: addresses and networks, separated by commas: 10.1.2.3, 10.0.0.0/8, fd00::/8"],
            exception.Mistakes);
    }

    private static Task<TestApp> StartAsync(string? known, string? frameworksSwitch = null) => TestApp.StartAsync(
        settings: new()
        {
            ["CANOPY_KNOWN_PROXIES"] = known,
            // ASPNETCORE_FORWARDEDHEADERS_ENABLED
            ["FORWARDEDHEADERS_ENABLED"] = frameworksSwitch,
        },
        map: app => app.MapGet("/seen", (HttpContext http) => $"{http.Connection.RemoteIpAddress} {http.Request.GetEncodedUrl()}"));

    private static async Task<string> SeenAsync(TestApp app, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/seen"));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
