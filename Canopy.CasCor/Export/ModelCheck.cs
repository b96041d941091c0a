using System.Text;
using Canopy.CasCor.Data;

namespace Canopy.CasCor.Export;

/// <summary>Finds what keeps a network and a description from being one model.</summary>
internal static class ModelCheck
{
    /// <summary>The first mistake; null when there is none.</summary>
    public static string? Find(Network network, ProblemKind kind, DataDescription description)
    {
        if (!Enum.IsDefined(kind))
            return "kind must be classification or regression.";
        if (!IsFinite(network))
            return "Every weight must be finite.";
        if (description.Inputs is { Columns: 0 } || description.Targets is { Columns: 0 })
            return "A standardisation must have columns.";
        if (!IsText(description.InputNames) || !IsText(description.OutputNames) || !IsText(description.ClassLabels))
            return "Names and labels must be text that has a UTF-8 form.";

        IReadOnlyList<FieldError> errors = DescriptionCheck.Run(kind, network.Inputs, network.Outputs, description);
        return errors.Count > 0 ? errors[0].Message : null;
    }

    private static bool IsFinite(Network network)
    {
        foreach (HiddenUnit unit in network.HiddenUnits)
        {
            if (!IsFinite(unit.Weights))
                return false;
        }

        return IsFinite(network.OutputWeights);
    }

    private static bool IsFinite(ReadOnlySpan<float> weights)
    {
        foreach (float weight in weights)
        {
            if (!float.IsFinite(weight))
                return false;
        }

        return true;
    }

    private static bool IsText(IReadOnlyList<string> texts) => texts.All(text => text is not null && HasUtf8(text));

    /// <summary>Half of a surrogate pair has none.</summary>
    private static bool HasUtf8(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
