using Canopy.Runs.Storage;
using Canopy.Testing;

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

    [Fact]
    public void IsPossible_SomethingElse_IsFalse()
    {
        Assert.False(RunId.IsPossible(null));
        Assert.False(RunId.IsPossible(""));
        Assert.All(ImpossibleIds.All, id => Assert.False(RunId.IsPossible(id), id));
    }
}
