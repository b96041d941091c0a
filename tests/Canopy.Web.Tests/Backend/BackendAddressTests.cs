using Canopy.Web.Backend;
using Microsoft.Extensions.Configuration;

namespace Canopy.Web.Tests.Backend;

public class BackendAddressTests
{
    [Theory]
    [InlineData("CASCOR_BACKEND_URL", "http://elsewhere:1", "http://elsewhere:1/")]
    [InlineData("services:backend:http:0", "http://injected:2", "https+http://backend/")]
    [InlineData("services:backend:https:0", "https://injected:2", "https+http://backend/")]
    [InlineData("services:other:http:0", "http://injected:2", null)]
    [InlineData("CASCOR_BACKEND_URL", "nonsense", null)]
    public void Find_FromEachPlace_IsFound(string key, string value, string? expected)
        => Assert.Equal(expected, BackendAddress.Find(Configuration((key, value)))?.ToString());

    [Fact]
    public void Find_BothPlaces_OwnKeyWins()
        => Assert.Equal("http://own:1/", BackendAddress.Find(Configuration(("CASCOR_BACKEND_URL", "http://own:1"), ("services:backend:https:0", "https://injected:2")))?.ToString());

    private static IConfiguration Configuration(params (string Key, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
