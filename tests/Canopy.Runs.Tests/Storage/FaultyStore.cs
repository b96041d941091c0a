using Canopy.Runs.Commands;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Tests.Storage;

/// <summary>A store in trouble: away, losing answers, or cut off for one owner.</summary>
internal sealed class FaultyStore(IRunStore inner) : StoreProxy(inner)
{
    private readonly Random _random = new(3);

    /// <summary>Every call fails.</summary>
    public bool IsAway { get; set; }

    /// <summary>Share of commits that are done, and whose answer is lost.</summary>
    public double LostAnswers { get; set; }

    /// <summary>Leases are not renewed, though everything else works: a stalled process, a cut network.</summary>
    public bool CannotRenew { get; set; }

    public int Commits { get; private set; }

    public override async Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Commits++;
        var result = await base.CommitAsync(commit, cancellationToken);
        return _random.NextDouble() < LostAnswers ? throw new ServiceUnavailableException("The answer is lost.") : result;
    }

    public override Task<IReadOnlyList<InboxItem>?> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return CannotRenew ? throw new ServiceUnavailableException("It cannot.") : base.RenewAsync(claim, lease, cancellationToken);
    }

    public override Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return base.ClaimAsync(request, cancellationToken);
    }

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new ServiceUnavailableException("The store is away.");
        }
    }
}
