using Canopy.CasCor;

namespace Canopy.Runs.Storage;

/// <summary>How well a network does; what is not finite (diverged), or does not apply (regression, no validation), is null.</summary>
internal readonly record struct Figures(float? Loss, float? Accuracy, int? ErrorBits, float? ValidationLoss, float? ValidationAccuracy)
{
    public static Figures Of(in OutputEpoch epoch, ProblemKind kind)
        => Of(kind, epoch.Loss, epoch.Accuracy, epoch.ErrorBits, epoch.ValidationLoss, epoch.ValidationAccuracy);

    public static Figures Of(in TrainingFinished finished, ProblemKind kind)
        => Of(kind, finished.Loss, finished.Accuracy, finished.ErrorBits, finished.ValidationLoss, finished.ValidationAccuracy);

    private static Figures Of(ProblemKind kind, float loss, float accuracy, int errorBits, float validationLoss, float validationAccuracy)
    {
        var isClassification = kind == ProblemKind.Classification;
        return new Figures(
            Finite(loss),
            isClassification ? Finite(accuracy) : null,
            isClassification ? errorBits : null,
            Finite(validationLoss),
            isClassification ? Finite(validationAccuracy) : null);
    }

    private static float? Finite(float value) => float.IsFinite(value) ? value : null;
}
