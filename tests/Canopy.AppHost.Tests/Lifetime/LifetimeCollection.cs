namespace Canopy.AppHost.Tests.Lifetime;

/// <summary>One at a time: each is a whole system of processes.</summary>
[CollectionDefinition(nameof(Lifetime), DisableParallelization = true)]
public sealed class LifetimeCollection;
