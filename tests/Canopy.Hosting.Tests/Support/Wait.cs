using System.Diagnostics;

namespace Canopy.Hosting.Tests.Support;

/// <summary>Waits for conditions and not for luck.</summary>
internal static class Wait
{
    public static CancellationToken Deadline(TimeSpan limit)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(limit);
        return source.Token;
    }

    public static async Task UntilAsync(Func<bool> condition, string what, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < (limit ?? TestApp.Limit), $"waited in vain until {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
