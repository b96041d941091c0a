using Canopy.Runs.Storage;
using Canopy.Runs.Storage.Memory;

namespace Canopy.Runs.Tests.Training;

public sealed class MemoryTrainingTests : TrainingContract
{
    internal override IRunStore Store { get; } = new MemoryRunStore(TimeProvider.System);
}
