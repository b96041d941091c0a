using System.ComponentModel.DataAnnotations;

namespace Canopy.CasCor;

/// <summary>What a form or a document needs to know of one option.</summary>
/// <param name="Path">Path in the JSON form, snake_case: <c>candidate.patience</c>.</param>
/// <param name="Label">A few words for a form.</param>
/// <param name="Group">Heading it belongs under: Network, Output phase, Candidate phase, Validation, Run.</param>
/// <param name="Type"><c>integer</c>, <c>number</c>, <c>choice</c> (one name) or <c>set</c> (one or more names, separated by commas).</param>
/// <param name="Minimum">Smallest accepted value; null for choices and sets.</param>
/// <param name="Maximum">Largest accepted value; null for choices and sets.</param>
/// <param name="MinimumExclusive">The minimum itself is refused.</param>
/// <param name="Choices">Accepted names of a choice or set; null for numbers.</param>
/// <param name="Help">What it does, in a sentence or two.</param>
/// <param name="Source">Where its default comes from.</param>
/// <param name="CanChangeWhileRunning">Whether it may change between epochs of a run.</param>
/// <param name="Condition">When it matters; null for always. It is accepted at any time.</param>
public sealed record OptionDescriptor(
    string Path,
    string Label,
    string Group,
    [property: AllowedValues("integer", "number", "choice", "set")] string Type,
    double? Minimum,
    double? Maximum,
    bool MinimumExclusive,
    IReadOnlyList<string>? Choices,
    string Help,
    string Source,
    bool CanChangeWhileRunning,
    OptionCondition? Condition = null);

/// <summary>An option matters only while the choice at <paramref name="Path"/> is one of <paramref name="Choices"/>.</summary>
public sealed record OptionCondition(string Path, IReadOnlyList<string> Choices);
