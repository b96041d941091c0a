using Canopy.CasCor.Numerics;
using Canopy.CasCor.Options;

namespace Canopy.CasCor.Tests.Training;

/// <summary>
/// The algorithm in plain loops, straight from the paper and the C program 1.33, on the numeric contract: it must reach the
/// same bits as <see cref="Trainer"/>, whatever that does to be fast.
/// </summary>
internal sealed class PlainTrainer
{
    private readonly Dataset _data;
    private readonly TrainingOptions _options;
    private readonly Activation _activation;
    private readonly Xoshiro256 _random;
    private readonly List<float[]> _rows = [];
    private readonly List<HiddenUnit> _units = [];
    private readonly PlainUnit[] _outputs;
    private readonly float[][] _errors;

    public PlainTrainer(Dataset data, TrainingOptions options, ulong seed)
    {
        _data = data;
        _options = options;
        _activation = options.HiddenActivation.Members().Single();
        _random = new Xoshiro256(seed);
        _rows.Add([.. Enumerable.Repeat(1f, data.Patterns)]);
        for (int i = 0; i < data.Inputs; i++)
            _rows.Add([.. Enumerable.Range(0, data.Patterns).Select(p => data.InputValues[(p * data.Inputs) + i])]);
        _outputs = [.. Enumerable.Range(0, data.Outputs).Select(_ => new PlainUnit(RandomWeights()))];
        _errors = [.. _outputs.Select(_ => new float[data.Patterns])];
    }

    public int Epochs { get; private set; }

    public Network Train()
    {
        while (!TrainOutputs() && _units.Count < _options.MaxHiddenUnits)
            Install(TrainCandidates());

        return new Network(_data.Inputs, _data.Outputs, _options.OutputActivation, _units, [.. _outputs.SelectMany(o => o.Weights)]);
    }

    private float[] RandomWeights() => [.. _rows.Select(_ => _random.NextSymmetric(_options.WeightRange))];

    private bool TrainOutputs()
    {
        double reference = double.NaN;
        int lastChange = 0;
        for (int epoch = 1; epoch <= _options.Output.MaxEpochs; epoch++)
        {
            (double squares, int bits) = Forward();
            if (_data.Kind is ProblemKind.Regression ? ErrorIndex(squares) <= _options.ErrorIndexThreshold : bits == 0)
                return true;

            for (int o = 0; o < _outputs.Length; o++)
                _outputs[o].Step([.. _rows.Select(row => (float)PlainSums.Dot(_errors[o], row))], _options.Output, _data.Patterns);
            Epochs++;

            if (double.IsNaN(reference))
                reference = squares;
            else if (Math.Abs(squares - reference) > reference * _options.Output.ChangeThreshold)
                (reference, lastChange) = (squares, epoch);
            else if (epoch - lastChange >= _options.Output.Patience)
                break;
        }

        return false;
    }

    private (double Squares, int Bits) Forward()
    {
        float offset = _options.OutputActivation is Activation.Linear ? 0f : (float)_options.SigmoidPrimeOffset;
        float[][] differences = [.. _outputs.Select(_ => new float[_data.Patterns])];
        int bits = 0;
        for (int p = 0; p < _data.Patterns; p++)
        {
            for (int o = 0; o < _outputs.Length; o++)
            {
                (float value, float derivative) = PlainSums.Activate(_options.OutputActivation, PlainSums.Net(_outputs[o].Weights, _rows, p));
                float difference = value - _data.TargetValues[(p * _outputs.Length) + o];
                differences[o][p] = difference;
                _errors[o][p] = difference * (derivative + offset);
                bits += MathF.Abs(difference) > (float)_options.ErrorBitThreshold ? 1 : 0;
            }
        }

        // Tile by tile, within it output by output.
        double squares = 0;
        for (int tile = 0; tile < _data.Patterns; tile += 2048)
        {
            foreach (float[] row in differences)
            {
                float[] part = row[tile..Math.Min(row.Length, tile + 2048)];
                squares += PlainSums.Dot(part, part);
            }
        }

        return (squares, bits);
    }

    private double ErrorIndex(double squares)
    {
        double[] targets = [.. _data.TargetValues.ToArray().Select(v => (double)v)];
        double mean = targets.Average();
        double deviation = Math.Sqrt(targets.Sum(t => (t - mean) * (t - mean)) / (targets.Length - 1));
        return Math.Sqrt(squares / targets.Length) / deviation;
    }

    private (float[] Weights, float[] Correlations) TrainCandidates()
    {
        float[][] residuals = Residuals();
        PlainUnit[] pool = [.. Enumerable.Range(0, _options.PoolSize).Select(_ => new PlainUnit(RandomWeights()))];
        float[][] correlations = [.. pool.Select(candidate => Measure(candidate, residuals, correlations: null))];
        Epochs++;

        double reference = double.NaN;
        int? lastChange = null;
        int best = 0;
        for (int epoch = 1; epoch <= _options.Candidate.MaxEpochs; epoch++)
        {
            for (int c = 0; c < pool.Length; c++)
                correlations[c] = Measure(pool[c], residuals, correlations[c]);
            Epochs++;

            float bestScore = 0f;
            best = 0;
            for (int c = 0; c < pool.Length; c++)
            {
                float score = 0f;
                foreach (float correlation in correlations[c])
                    score += MathF.Abs(correlation);
                if (score > bestScore)
                    (best, bestScore) = (c, score);
            }

            if (double.IsNaN(reference))
                reference = bestScore;
            else if (Math.Abs(bestScore - reference) > reference * _options.Candidate.ChangeThreshold)
                (reference, lastChange) = (bestScore, epoch);
            else if (epoch - lastChange >= _options.Candidate.Patience)
                break;
        }

        return (pool[best].Weights, correlations[best]);
    }

    private float[][] Residuals()
    {
        double squares = _errors.Sum(row => row.Sum(e => (double)e * e));
        return [.. _errors.Select(row =>
        {
            double mean = row.Sum(e => (double)e) / row.Length;
            return row.Select(e => (float)((e - mean) * (1.0 / squares))).ToArray();
        })];
    }

    /// <summary>Correlations with the weights as they are, then a step where the signs of the epoch before are known.</summary>
    private float[] Measure(PlainUnit candidate, float[][] residuals, float[]? correlations)
    {
        float[] values = new float[_data.Patterns];
        float[] deltas = new float[_data.Patterns];
        for (int p = 0; p < _data.Patterns; p++)
        {
            (values[p], float derivative) = PlainSums.Activate(_activation, PlainSums.Net(candidate.Weights, _rows, p));
            float pull = 0f;
            for (int o = 0; o < residuals.Length; o++)
                pull += (correlations?[o] < 0f ? 1f : -1f) * residuals[o][p];
            deltas[p] = derivative * pull;
        }

        if (correlations is not null)
            candidate.Step([.. _rows.Select(row => (float)PlainSums.Dot(deltas, row))], _options.Candidate, (double)_data.Patterns * _rows.Count);
        return [.. residuals.Select(row => (float)PlainSums.Dot(values, row))];
    }

    private void Install((float[] Weights, float[] Correlations) winner)
    {
        double multiplier = _data.Kind is ProblemKind.Regression ? _options.WeightMultiplier / _rows.Count : _options.WeightMultiplier;
        for (int o = 0; o < _outputs.Length; o++)
            _outputs[o].Add((float)(-winner.Correlations[o] * multiplier));

        _units.Add(new HiddenUnit(_units.Count, _activation, winner.Weights, _units.Count + 1));
        float[] row = new float[_data.Patterns];
        for (int p = 0; p < row.Length; p++)
            row[p] = PlainSums.Activate(_activation, PlainSums.Net(winner.Weights, _rows, p)).Value;
        _rows.Add(row);
    }
}
