using Canopy.Runs.Storage;
using Canopy.Runs.Storage.Memory;
using Canopy.Testing;

namespace Canopy.Runs.Tests.Storage;

public sealed class MemoryRunStoreTests : StoreContract
{
    internal override IRunStore Store { get; } = new MemoryRunStore(TimeProvider.System);

    [Fact]
    public async Task Key_AfterItsTime_MakesAnotherRun()
    {
        var time = new ManualTime();
        var store = new MemoryRunStore(time);
        await store.CreateAsync(Keyed("k"), Token);
        time.Advance(RunStorage.AnswersKept - TimeSpan.FromSeconds(1));
        Assert.NotNull(await store.CreateAsync(Keyed("k"), Token));

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await store.CreateAsync(Keyed("k"), Token));
    }
}
