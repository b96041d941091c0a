namespace Canopy.AppHost.Tests.Support;

/// <summary>Ends a wait for a whole system, which takes 10 seconds on a quiet machine and a minute on a busy one.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static CancellationToken Token
    {
        get
        {
            // Not disposed of: its timer ends it.
            var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Limit);
            return limit.Token;
        }
    }
}
