using Canopy.Runs.Storage;
using Canopy.Runs.Tests.Storage;

namespace Canopy.Runs.Tests.Training;

public sealed class RedisTrainingTests(RedisFixture redis) : TrainingContract, IClassFixture<RedisFixture>, IAsyncLifetime
{
    internal override IRunStore Store { get; } = redis.NewStore();

    public async ValueTask InitializeAsync() => await redis.ExecuteAsync("FLUSHALL");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
