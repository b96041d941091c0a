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
        if (!Enum.IsDefined(network.OutputActivation))
            return $"output_activation must be one of {EnumNames<Activation>.All}.";
        if (network.HiddenUnits.Select(Find).FirstOrDefault(mistake => mistake is not null) is { } mistake)
            return mistake;
        if (!IsFinite(network.OutputWeights))
            return "output_weights must be finite.";
        return Find(description) ?? FindMisfit(network, kind, description);
    }

    private static string? Find(HiddenUnit unit)
    {
        string path = $"hidden_units[{unit.Index}]";
        if (!Enum.IsDefined(unit.Activation))
            return $"{path}.activation must be one of {EnumNames<Activation>.All}.";
        if (unit.Activation is Activation.Softmax)
            return $"{path}.activation is softmax, which is for outputs only.";
        if (unit.Layer < 1 || unit.Layer > unit.Index + 1)
            return $"{path}.layer must be an integer from 1 to {unit.Index + 1}.";
        return IsFinite(unit.Weights) ? null : $"{path}.weights must be finite.";
    }

    private static string? Find(DataDescription description)
    {
        if (description.Inputs is { Columns: 0 } || description.Targets is { Columns: 0 })
            return "A standardisation must have columns.";
        return IsText(description.InputNames) && IsText(description.OutputNames) && IsText(description.ClassLabels)
            ? null
            : "Names and labels must be text that has a UTF-8 form.";
    }

    private static string? FindMisfit(Network network, ProblemKind kind, DataDescription description)
    {
        IReadOnlyList<FieldError> errors = DescriptionCheck.Run(kind, network.Inputs, network.Outputs, description);
        return errors.Count > 0 ? errors[0].Message : null;
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
