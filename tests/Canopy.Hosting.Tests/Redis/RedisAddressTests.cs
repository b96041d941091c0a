using Canopy.Hosting.Redis;

namespace Canopy.Hosting.Tests.Redis;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("localhost", "localhost", 6379, null)]
    [InlineData("redis.example:6380,password=a=b,ssl=true", "redis.example", 6380, "a=b")]
    [InlineData("[::1]:7000,abortConnect=false", "::1", 7000, null)]
    [InlineData("one:1,two:2,password=p", "one", 1, "p")]
    public void Parse_UsualForms_FindsServerAndPassword(string text, string host, int port, string? password)
    {
        var address = RedisAddress.Parse(text);

        Assert.Equal((host, port, password), (address.Host, address.Port, address.Password));
        Assert.Equal(text, address.Text);
    }

    [Fact]
    public void Parse_NoServer_Throws() => Assert.Throws<FormatException>(() => RedisAddress.Parse("password=p"));
}
