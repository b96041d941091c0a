namespace Canopy.CasCor;

/// <summary>Describes, reads and checks every member of <see cref="TrainingOptions"/> from one table.</summary>
public static class OptionCatalogue
{
    /// <summary>Every option, in the order of a form.</summary>
    public static IReadOnlyList<OptionDescriptor> All => throw new NotImplementedException();

    /// <summary>Every mistake in <paramref name="options"/>; empty when there is none.</summary>
    public static IReadOnlyList<FieldError> Check(TrainingOptions options) => throw new NotImplementedException();

    /// <summary>Mistakes in changing a running trainer from <paramref name="current"/> to <paramref name="changed"/>.</summary>
    public static IReadOnlyList<FieldError> CheckChange(TrainingOptions current, TrainingOptions changed) => throw new NotImplementedException();
}
