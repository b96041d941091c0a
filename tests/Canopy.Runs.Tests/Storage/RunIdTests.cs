using Canopy.Runs.Storage;

namespace Canopy.Runs.Tests.Storage;

public sealed class RunIdTests
{
    [Fact]
    public void Next_ManyIds_RiseAndArePossible()
    {
        var ids = Enumerable.Range(0, 5000).Select(_ => RunId.Next(TimeProvider.System)).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.True(RunId.IsPossible(id)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("../../../../../")]
    [InlineData("6AFMZVB2HM6JMH")]
    [InlineData("6afmzvb2hm6jm:")]
    public void IsPossible_SomethingElse_IsFalse(string text) => Assert.False(RunId.IsPossible(text));
}
