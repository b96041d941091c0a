using Canopy.Runs.Storage;
using Canopy.Runs.Storage.Memory;

namespace Canopy.Runs.Tests.Storage;

public sealed class MemoryRunStoreTests : StoreContract
{
    internal override IRunStore Store { get; } = new MemoryRunStore(TimeProvider.System);
}
