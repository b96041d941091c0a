using Canopy.CasCor.Export;

namespace Canopy.CasCor;

/// <summary>How well classes are told apart. Classes count from 0; figures are in [0, 1], or NaN where not defined.</summary>
/// <param name="Accuracy">Share of patterns whose class is the one decided for.</param>
/// <param name="Confusion">How many patterns of each class were taken for each.</param>
/// <param name="Classes">One entry per class.</param>
/// <param name="MacroPrecision">Mean precision of the classes that occur, in the data or among the decisions; an undefined one counts as 0.</param>
/// <param name="MacroRecall">Mean recall, likewise.</param>
/// <param name="MacroF1">Mean F1, likewise.</param>
/// <param name="MacroRocAuc">Mean ROC-AUC of the classes that have one; NaN if none has.</param>
/// <param name="Calibration">How far scores can be taken as probabilities.</param>
public sealed record ClassificationFigures(
    double Accuracy,
    ConfusionMatrix Confusion,
    IReadOnlyList<ClassFigures> Classes,
    double MacroPrecision,
    double MacroRecall,
    double MacroF1,
    double MacroRocAuc,
    Calibration Calibration)
{
    internal static ClassificationFigures Of(ReadOnlySpan<float> outputs, OutputMeaning meaning, Dataset data, int calibrationBins)
    {
        int[] actual = new int[data.Patterns];
        int[] decided = new int[data.Patterns];
        for (int p = 0; p < actual.Length; p++)
        {
            actual[p] = data.ClassOf(p);
            decided[p] = ClassDecision.Of(outputs.Slice(p * data.Outputs, data.Outputs), meaning.Activation);
        }

        var confusion = new ConfusionMatrix(data.Classes, actual, decided);
        var classes = new ClassFigures[data.Classes];
        for (int c = 0; c < classes.Length; c++)
            classes[c] = ClassFigures.Of(c, confusion, AreaUnderRoc.Of(outputs, data.Outputs, actual, c));

        ClassFigures[] occurring = Array.FindAll(classes, c => c.Support + c.Decided > 0);
        return new ClassificationFigures(
            (double)confusion.Correct / data.Patterns,
            confusion,
            classes,
            occurring.Average(c => OrZero(c.Precision)),
            occurring.Average(c => OrZero(c.Recall)),
            occurring.Average(c => OrZero(c.F1)),
            MeanOfDefined(classes),
            Calibration.Of(outputs, meaning, data.Outputs, actual, decided, calibrationBins));
    }

    private static double OrZero(double figure) => double.IsNaN(figure) ? 0.0 : figure;

    private static double MeanOfDefined(ClassFigures[] classes)
    {
        double[] defined = [.. classes.Select(c => c.RocAuc).Where(auc => !double.IsNaN(auc))];
        return defined.Length > 0 ? defined.Average() : double.NaN;
    }
}

/// <summary>Figures of one class against all others.</summary>
/// <param name="Index">The class, from 0.</param>
/// <param name="Support">Patterns of the class.</param>
/// <param name="Decided">Patterns that were taken for the class.</param>
/// <param name="Precision">Share of the patterns taken for the class that are of it; NaN when none was.</param>
/// <param name="Recall">Share of the patterns of the class that were taken for it; NaN when there is none.</param>
/// <param name="F1">2 · right / (support + decided); NaN when both are 0.</param>
/// <param name="RocAuc">Probability that a pattern of the class has a higher output than one of another class, ties counted half; NaN when there is none of either.</param>
public sealed record ClassFigures(int Index, int Support, int Decided, double Precision, double Recall, double F1, double RocAuc)
{
    internal static ClassFigures Of(int index, ConfusionMatrix confusion, double rocAuc)
    {
        int support = confusion.Support(index);
        int decided = confusion.Decided(index);
        double right = confusion[index, index];
        return new ClassFigures(index, support, decided, right / decided, right / support, 2 * right / (support + decided), rocAuc);
    }
}
