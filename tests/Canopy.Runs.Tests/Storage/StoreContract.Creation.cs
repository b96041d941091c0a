using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Tests.Storage;

/// <summary>Keys that make a repeated creation harmless.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Create_SameKeyAgain_ReturnsWhatItMadeAndChangesNothing()
    {
        var first = Keyed("k");
        Assert.Null(await Store.CreateAsync(first, Token));

        var known = await Store.CreateAsync(Keyed("k"), Token);

        Assert.Equal(new KeptCreation(first.Id, first.Key!.Request), known);
        Assert.Equal(1, (await Store.ListAsync(new RunQuery(), Token)).Total);
        Assert.Equal([first.Id], await Store.WaitingAsync(Token));
    }

    [Fact]
    public async Task Create_SameKeyManyTimesAtOnce_MakesOneRun()
    {
        var runs = Enumerable.Range(0, 16).Select(_ => Keyed("k")).ToList();

        var known = await Task.WhenAll(runs.Select(run => Task.Run(() => Store.CreateAsync(run, Token))));

        var made = Assert.Single((await Store.ListAsync(new RunQuery(), Token)).Runs).Id;
        Assert.Equal([made], runs.Zip(known).Where(pair => pair.Second is null).Select(pair => pair.First.Id));
        Assert.All(known.OfType<KeptCreation>(), creation => Assert.Equal(made, creation.RunId));
    }

    [Fact]
    public async Task Create_AnotherKeyAnotherCallerOrNone_MakesAnotherRun()
    {
        NewRun[] runs = [Keyed("k"), Keyed("K"), Keyed("k", by: "account:bob"), Keyed("k", by: "token:ada"), TestRuns.New(), TestRuns.New()];
        foreach (var run in runs)
        {
            Assert.Null(await Store.CreateAsync(run, Token));
        }

        Assert.Equal(runs.Length, (await Store.ListAsync(new RunQuery(), Token)).Total);
    }

    [Fact]
    public async Task Create_SameKeyWithAnotherRequest_ReturnsTheFirstRequest()
    {
        await Store.CreateAsync(Keyed("k"), Token);

        var another = Keyed("k", TestRuns.Xor() with { Seed = 2 });
        var known = await Store.CreateAsync(another, Token);

        Assert.NotEqual(another.Key!.Request, known!.Request);
        Assert.Equal(1, (await Store.ListAsync(new RunQuery(), Token)).Total);
    }

    [Fact]
    public async Task Create_SameKeyAfterTheRunWasDeleted_StillReturnsWhatItMade()
    {
        var run = Keyed("k");
        await Store.CreateAsync(run, Token);
        await Store.DeleteAsync(run.Id, Token);

        Assert.Equal(run.Id, (await Store.CreateAsync(Keyed("k"), Token))!.RunId);
    }

    private protected static NewRun Keyed(string key, CreateRun? request = null, string by = "account:ada")
        => TestRuns.New(request: (request ?? TestRuns.Xor()) with { Key = key, By = by });
}
