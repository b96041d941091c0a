namespace Canopy.CasCor.Export;

/// <summary>The class that outputs stand for.</summary>
internal static class ClassDecision
{
    /// <summary>One output: class 1 when it is above this. Classes are coded −0.5 and 0.5; a softmax output is the probability of class 1.</summary>
    public static float Threshold(Activation outputActivation) => outputActivation is Activation.Softmax ? 0.5f : 0f;

    /// <summary>One output: above the threshold; several: the largest, the first of equals. NaN is not above, and nothing is larger than NaN.</summary>
    public static int Of(ReadOnlySpan<float> outputs, Activation outputActivation)
    {
        if (outputs.Length == 1)
            return outputs[0] > Threshold(outputActivation) ? 1 : 0;

        int largest = 0;
        for (int o = 1; o < outputs.Length; o++)
        {
            if (outputs[o] > outputs[largest])
                largest = o;
        }

        return largest;
    }
}
