namespace Canopy.ServiceDefaults.Health;

/// <summary>A figure that a feature adds to /health, such as the number of its connections.</summary>
/// <param name="Name">In snake case.</param>
/// <param name="Value">Gives a text, a whole number, a double or a truth value; it must be quick.</param>
public sealed record HealthFact(string Name, Func<IServiceProvider, object?> Value);
