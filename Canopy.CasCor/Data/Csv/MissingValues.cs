namespace Canopy.CasCor;

/// <summary>What a CSV import does about a missing value: a field that is empty or says NA, NaN, ? or null, in any case.</summary>
public enum MissingValues
{
    /// <summary>It is an error, named by line and column.</summary>
    Refuse = 0,

    /// <summary>Its row is left out.</summary>
    DropRow = 1,

    /// <summary>An input takes the mean of its column's other values; a row without its target is left out.</summary>
    FillMean = 2,
}
