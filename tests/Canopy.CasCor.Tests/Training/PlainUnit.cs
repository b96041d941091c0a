namespace Canopy.CasCor.Tests.Training;

/// <summary>Weights of one unit and quickprop as the C program has it, a branch for each case.</summary>
internal sealed class PlainUnit(float[] weights)
{
    private float[] _steps = new float[weights.Length];
    private float[] _previous = new float[weights.Length];

    public float[] Weights { get; private set; } = weights;

    public void Add(float weight)
    {
        Weights = [.. Weights, weight];
        _steps = [.. _steps, 0f];
        _previous = [.. _previous, 0f];
    }

    public void Step(float[] slopes, PhaseOptions options, double divisor)
    {
        float epsilon = (float)(options.Epsilon / divisor);
        float mu = (float)options.Mu;
        float shrink = mu / (1f + mu);
        for (int i = 0; i < Weights.Length; i++)
        {
            float d = _steps[i];
            float p = _previous[i];
            float s = MathF.FusedMultiplyAdd((float)options.Decay, Weights[i], slopes[i]);
            float step = 0f;
            if (d < 0f)
            {
                if (s > 0f)
                    step -= epsilon * s;
                step += s >= shrink * p || p == s ? mu * d : d * s / (p - s);
            }
            else if (d > 0f)
            {
                if (s < 0f)
                    step -= epsilon * s;
                step += s <= shrink * p || p == s ? mu * d : d * s / (p - s);
            }
            else
            {
                step -= epsilon * s;
            }

            Weights[i] += step;
            _steps[i] = step;
            _previous[i] = s;
        }
    }
}
