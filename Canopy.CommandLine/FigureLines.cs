using System.Globalization;
using Canopy.CasCor;

namespace Canopy.CommandLine;

/// <summary>An evaluation as lines of <c>name: value</c>. Figures that are not defined are left out.</summary>
internal static class FigureLines
{
    public static void Write(TextWriter output, Evaluation evaluation)
    {
        Line("loss", evaluation.Loss);
        if (evaluation.Classification is { } classes)
        {
            Line("accuracy", classes.Accuracy);
            Line("precision", classes.MacroPrecision);
            Line("recall", classes.MacroRecall);
            Line("f1", classes.MacroF1);
            Line("roc_auc", classes.MacroRocAuc);
        }

        if (evaluation.Regression is { } values)
        {
            Line("rmse", values.RootMeanSquaredError);
            Line("mae", values.MeanAbsoluteError);
            Line("r_squared", values.RSquared);
            Line("error_index", values.ErrorIndex);
        }

        void Line(string name, double value)
        {
            if (!double.IsNaN(value))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.######}"));
            }
        }
    }
}
