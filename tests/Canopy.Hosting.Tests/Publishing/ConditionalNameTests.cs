using System.Text;
using Canopy.Hosting.Publishing;

namespace Canopy.Hosting.Tests.Publishing;

public sealed class ConditionalNameTests
{
    // Known answers of XXH32 with seed 0.
    [Theory]
    [InlineData("", 0x02CC5D05u)]
    [InlineData("abc", 0x32D153FFu)]
    [InlineData("Nobody inspects the spammish repetition", 0xE2293B2Fu)]
    public void Hash_KnownText_IsTheKnownHash(string text, uint expected) => Assert.Equal(expected, ConditionalName.Hash(Encoding.UTF8.GetBytes(text)));
}
