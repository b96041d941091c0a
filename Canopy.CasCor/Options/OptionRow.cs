namespace Canopy.CasCor.Options;

/// <summary>Makes the rows of the table: one method for each type of option.</summary>
internal static class OptionRow
{
    public const string CProgram = "The authors' C program, version 1.33";
    public const string Ours = "Canopy";

    public static OptionEntry Integer(
        string path, string label, string group, double minimum, double maximum, bool changes, string help, string source,
        Func<TrainingOptions, double> get, Func<TrainingOptions, double, TrainingOptions> with, OptionCondition? condition = null)
        => new(new OptionDescriptor(path, label, group, "integer", minimum, maximum, MinimumExclusive: false, Choices: null, help, source, changes, condition), get, with);

    public static OptionEntry Number(
        string path, string label, string group, double minimum, double maximum, bool exclusive, bool changes, string help, string source,
        Func<TrainingOptions, double> get, Func<TrainingOptions, double, TrainingOptions> with, OptionCondition? condition = null)
        => new(new OptionDescriptor(path, label, group, "number", minimum, maximum, exclusive, Choices: null, help, source, changes, condition), get, with);

    public static OptionEntry Choice(
        string path, string label, string group, string[] choices, string help, string source,
        Func<TrainingOptions, double> get, Func<TrainingOptions, double, TrainingOptions> with)
        => new(Named("choice", path, label, group, choices, help, source), get, with);

    public static OptionEntry Set(
        string path, string label, string group, string[] choices, string help, string source,
        Func<TrainingOptions, double> get, Func<TrainingOptions, double, TrainingOptions> with)
        => new(Named("set", path, label, group, choices, help, source), get, with);

    private static OptionDescriptor Named(string type, string path, string label, string group, string[] choices, string help, string source)
        => new(path, label, group, type, Minimum: null, Maximum: null, MinimumExclusive: false, choices, help, source, CanChangeWhileRunning: false);
}
