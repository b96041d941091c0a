namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>Nothing may stand in the Ingress that the tests' nginx does not do.</summary>
public sealed class NginxConfigurationTests
{
    [Fact]
    public async Task Ingress_OfProduction_HasOnlyWhatIsUnderstood()
    {
        var settings = new NginxAnnotations(await IngressObject.OfProductionAsync());

        Assert.Equal((3600, 3600, "1.1"), (settings.ReadSeconds, settings.SendSeconds, settings.HttpVersion));
        Assert.True(settings is { SslRedirect: true, HasAffinity: true, HasCors: true });
    }

    [Theory]
    [InlineData("server-snippet", "return 200;", "server-snippet")]
    [InlineData("proxy-read-timeout", "an hour", "proxy-read-timeout is 'an hour'; accepted: [0-9]+")]
    [InlineData("cors-allow-origin", "https://a.example; x", "cors-allow-origin")]
    public async Task Annotation_UnknownOrWrong_IsAnError(string annotation, string value, string message)
    {
        var ingress = (await IngressObject.OfProductionAsync()).With(annotation, value);

        var exception = Assert.Throws<NotSupportedException>(() => new NginxAnnotations(ingress));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
