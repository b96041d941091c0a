using System.Runtime.Intrinsics;
using Canopy.CasCor.Kernels;
using Canopy.CasCor.Numerics;

namespace Canopy.CasCor.Training;

/// <summary>Four candidates that are trained side by side; numbers are interleaved: <c>[4·row + lane]</c>, <c>[4·output + lane]</c>.</summary>
internal sealed unsafe class CandidateBlock
{
    public const int Size = 4;

    private const int TileLength = Size * Lanes.TilePatterns;

    private readonly int _outputs;
    private readonly CandidateParameters _parameters;
    private readonly AlignedBuffer _correlations;
    private readonly AlignedBuffer _coefficients;

    // Sums of a batch and of the epoch, as doubles: ΣV·R of each output, then the moments.
    private readonly AlignedBuffer _batchSums;
    private readonly AlignedBuffer _epochSums;
    private readonly Activation[] _activations = new Activation[Size];
    private readonly float[] _scores = new float[Size];
    private readonly UnitFit[] _fits;
    private bool _oneActivation;
    private int _rows;
    private int[] _unlinkedRows = [];
    private int _firstSibling = Size;
    private AlignedBuffer _values = new(0);
    private AlignedBuffer _derivatives = new(0);

    public CandidateBlock(int outputs, int expectedRows)
    {
        _outputs = outputs;
        _fits = new UnitFit[Size * outputs];
        _parameters = new CandidateParameters(expectedRows);
        _correlations = new AlignedBuffer(Size * outputs);
        _coefficients = new AlignedBuffer((Size * outputs) + (2 * Size));
        _batchSums = new AlignedBuffer(2 * ((Size * outputs) + (2 * Size)));
        _epochSums = new AlignedBuffer(_batchSums.Length);
    }

    /// <summary>S of each candidate after the last epoch.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <summary>
    /// Correlation objective: what the candidate's value is to be taken times, and moved by, to come nearest to the residual error
    /// of an output. Of the last epoch.
    /// </summary>
    public UnitFit FitOf(int lane, int output) => _fits[(Size * output) + lane];

    private double* Moments => (double*)_batchSums.Pointer + (Size * _outputs);

    /// <summary>
    /// Forgets all; from now on each candidate has a weight for each of <paramref name="rows"/> rows and
    /// <paramref name="outputWeights"/> output weights.
    /// </summary>
    public void Clear(int rows, int outputWeights)
    {
        _rows = rows;
        _parameters.Clear(rows + outputWeights);
        _correlations.Span.Clear();
        _scores.AsSpan().Clear();
        _firstSibling = Size;
    }

    /// <summary>Gives a candidate its activation.</summary>
    public void SetActivation(int lane, Activation activation)
    {
        _activations[lane] = activation;
        _oneActivation = _activations.AsSpan().IndexOfAnyExcept(activation) < 0;
    }

    public Activation ActivationOf(int lane) => _activations[lane];

    /// <summary>From lane <paramref name="firstSibling"/> on candidates are siblings, without links to <paramref name="unlinkedRows"/>.</summary>
    public void SetSiblings(int firstSibling, int[] unlinkedRows)
    {
        _firstSibling = firstSibling;
        _unlinkedRows = unlinkedRows;
        for (int lane = firstSibling; lane < Size; lane++)
        {
            foreach (int row in unlinkedRows)
                SetWeight(lane, row, 0f);
        }
    }

    public void SetWeight(int lane, int row, float weight) => _parameters.Weights.Pointer[(Size * row) + lane] = weight;

    public void CopyLane(int from, int to)
    {
        SetActivation(to, _activations[from]);
        for (CandidateVector vector = CandidateVector.Weights; vector <= CandidateVector.Correlations; vector++)
        {
            AlignedBuffer buffer = Buffer(vector);
            for (int i = 0; i < LengthOf(vector); i++)
                buffer.Pointer[(Size * i) + to] = buffer.Pointer[(Size * i) + from];
        }
    }

    /// <summary>One candidate's weights, steps, slopes or correlations.</summary>
    public float[] ToArray(CandidateVector vector, int lane)
    {
        float[] copy = new float[LengthOf(vector)];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = Buffer(vector).Pointer[(Size * i) + lane];
        return copy;
    }

    public void CopyFrom(CandidateVector vector, int lane, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            Buffer(vector).Pointer[(Size * i) + lane] = values[i];
    }

    public int LengthOf(CandidateVector vector) => vector is CandidateVector.Correlations ? _outputs : _parameters.Count;

    /// <summary>Begins an epoch.</summary>
    public void BeginEpoch() => _epochSums.Span.Clear();

    /// <summary>Begins a batch; where they are known already, the coefficients of the slopes too.</summary>
    public void BeginBatch(in CandidateEpochTask task)
    {
        _parameters.SlopeSums.Span[..(2 * Size * _rows)].Clear();
        _batchSums.Span.Clear();
        if (IsFused(task))
            return;

        if (task.Objective is CandidateObjective.Covariance)
            CandidateCoefficients.OfCovariance(_correlations.Pointer, _outputs, _coefficients.Pointer);
        else if (task.Objective is CandidateObjective.Error)
            CandidateCoefficients.OfError(OutputWeights(_parameters.Weights), _outputs, task.Residuals.Energy, _coefficients.Pointer);
    }

    /// <summary>Adds a tile to the batch's sums; unless that takes a second pass, also to its slopes. <paramref name="tile"/> counts the batch's tiles.</summary>
    public void AddTile(in CandidateEpochTask task, in PatternRows patterns, int firstVector, int vectors, int tile, CandidateScratch scratch)
    {
        float* residual = task.Residuals.Pointer + (firstVector * Lanes.Count);
        (AlignedBuffer values, AlignedBuffer derivatives, nint at) = Room(task, tile, scratch);
        float* value = values.Pointer + at;
        float* derivative = derivatives.Pointer + at;

        if (IsFused(task))
        {
            var forward = new FusedForward
            {
                Patterns = patterns,
                FirstVector = firstVector,
                Vectors = vectors,
                Weights = _parameters.Weights.Pointer,
                Residual = residual,
                Previous = _correlations.Pointer,
                Deltas = derivative,
                Sums = (double*)_batchSums.Pointer,
            };
            ActivationDispatch.Run(_activations[0], ref forward);
        }
        else
        {
            NetKernel.Four(patterns, _parameters.Weights.Pointer, firstVector, vectors, value);
            Activate(vectors, value, derivative);
            AddSums(task, residual, task.Cache.Bias + (firstVector * Lanes.Count), vectors, value);
            if (!task.TwoPasses)
                DeltaKernel.Compute(residual, task.Residuals.Stride, _outputs, vectors, value, derivative, _coefficients.Pointer);
        }

        if (!task.CorrelationsOnly && !task.TwoPasses)
            AddSlopes(task, patterns, derivative, firstVector, vectors);
    }

    /// <summary>Between the two passes over a batch: its sums give the slopes' coefficients.</summary>
    public void BeginSecondPass(in CandidateEpochTask task, int patterns)
        => CandidateCoefficients.OfCorrelation(
            new CandidateSums((double*)_batchSums.Pointer, Moments), task.Residuals, patterns, _coefficients.Pointer);

    /// <summary>The second pass: adds a tile to the slopes.</summary>
    public void AddSlopes(in CandidateEpochTask task, in PatternRows patterns, int firstVector, int vectors, int tile)
    {
        float* residual = task.Residuals.Pointer + (firstVector * Lanes.Count);
        nint at = (nint)tile * TileLength;
        float* derivative = _derivatives.Pointer + at;
        DeltaKernel.Compute(residual, task.Residuals.Stride, _outputs, vectors, _values.Pointer + at, derivative, _coefficients.Pointer);
        AddSlopes(task, patterns, derivative, firstVector, vectors);
    }

    /// <summary>Ends a batch with an update of the weights; the last one also ends the epoch. False when a weight became infinite or NaN.</summary>
    public bool EndBatch(in CandidateEpochTask task, in UpdateRule rule, bool last)
    {
        double* sums = (double*)_batchSums.Pointer;
        double* totals = (double*)_epochSums.Pointer;
        int count = (Size * _outputs) + (task.Objective is CandidateObjective.Covariance ? 0 : 2 * Size);
        for (int i = 0; i < count; i++)
            totals[i] += sums[i];
        if (last)
            EndEpoch(task);
        if (task.CorrelationsOnly)
            return true;

        double* slopeSums = (double*)_parameters.SlopeSums.Pointer;
        float* slopes = _parameters.Slopes.Pointer;
        for (int i = 0; i < Size * _rows; i++)
            slopes[i] = (float)slopeSums[i];
        if (task.Objective is CandidateObjective.Error)
            AddOutputWeightSlopes(task.Residuals.Energy);
        for (int lane = _firstSibling; lane < Size; lane++)
        {
            foreach (int row in _unlinkedRows)
                slopes[(Size * row) + lane] = 0f;
        }

        return _parameters.Update(rule);
    }

    /// <summary>The commonest case has a kernel of its own.</summary>
    private bool IsFused(in CandidateEpochTask task)
        => task.Objective is CandidateObjective.Covariance && !task.InDouble && _outputs == 1 && _oneActivation && Vector512.IsHardwareAccelerated;

    private void AddSums(in CandidateEpochTask task, float* residual, float* bias, int vectors, float* values)
    {
        double* correlations = (double*)_batchSums.Pointer;
        bool moments = task.Objective is not CandidateObjective.Covariance;
        if (task.InDouble)
        {
            DoubleSums.Correlations(residual, task.Residuals.Stride, _outputs, vectors, values, correlations);
            if (moments)
                DoubleSums.Moments(bias, vectors, values, Moments);
        }
        else
        {
            CorrelationKernel.Accumulate(residual, task.Residuals.Stride, _outputs, vectors, values, correlations);
            if (moments)
                MomentKernel.Accumulate(bias, vectors, values, Moments);
        }
    }

    private void AddSlopes(in CandidateEpochTask task, in PatternRows patterns, float* deltas, int firstVector, int vectors)
    {
        double* slopes = (double*)_parameters.SlopeSums.Pointer;
        if (task.InDouble)
            DoubleSums.SlopesOfFour(patterns, deltas, Lanes.TilePatterns, firstVector, vectors, slopes);
        else
            SlopeKernel.Four(patterns, deltas, Lanes.TilePatterns, firstVector, vectors, slopes);
    }

    /// <summary>Correlations and scores of the epoch, with the weights that it was measured with.</summary>
    private void EndEpoch(in CandidateEpochTask task)
    {
        var totals = new CandidateSums((double*)_epochSums.Pointer, (double*)_epochSums.Pointer + (Size * _outputs));
        for (int i = 0; i < Size * _outputs; i++)
            _correlations.Pointer[i] = (float)totals.Correlations[i];

        if (task.CorrelationsOnly && task.Objective is CandidateObjective.Error)
            CandidateScores.FitOutputWeights(totals, task.Residuals, OutputWeights(_parameters.Weights));
        switch (task.Objective)
        {
            case CandidateObjective.Covariance:
                CandidateScores.OfCovariance(_correlations.Pointer, _outputs, _scores);
                break;
            case CandidateObjective.Correlation:
                CandidateScores.OfCorrelation(totals, task.Residuals, _scores);
                CandidateScores.Fit(totals, task.Residuals, _fits);
                break;
            default:
                CandidateScores.OfError(totals, task.Residuals, OutputWeights(_parameters.Weights), _scores);
                break;
        }
    }

    /// <summary>−∂S/∂u_o = 2(u_o·ΣV²/T − c_o).</summary>
    private void AddOutputWeightSlopes(double energy)
    {
        double* correlations = (double*)_batchSums.Pointer;
        double* squares = Moments + Size;
        float* weights = OutputWeights(_parameters.Weights);
        float* slopes = OutputWeights(_parameters.Slopes);
        double scale = energy > 0 ? 1.0 / energy : 0.0;
        for (int i = 0; i < Size * _outputs; i++)
            slopes[i] = (float)(2.0 * ((weights[i] * squares[i % Size] * scale) - correlations[i]));
    }

    private float* OutputWeights(AlignedBuffer buffer) => buffer.Pointer + (Size * _rows);

    /// <summary>Two passes keep every tile's values for the second, one pass needs them for the moment.</summary>
    private (AlignedBuffer Values, AlignedBuffer Derivatives, nint At) Room(in CandidateEpochTask task, int tile, CandidateScratch scratch)
    {
        if (!task.TwoPasses)
            return (scratch.Values, scratch.Derivatives, 0);

        int length = checked((task.BatchVectors + Lanes.TileVectors - 1) / Lanes.TileVectors * TileLength);
        if (_values.Length < length)
        {
            _values = new AlignedBuffer(length);
            _derivatives = new AlignedBuffer(length);
        }

        return (_values, _derivatives, (nint)tile * TileLength);
    }

    private void Activate(int vectors, float* values, float* derivatives)
    {
        int together = _oneActivation ? Size : 1;
        for (int lane = 0; lane < Size; lane += together)
        {
            nint at = (nint)lane * Lanes.TilePatterns;
            var activate = new ActivateAction { Candidates = together, Vectors = vectors, Values = values + at, Derivatives = derivatives + at };
            ActivationDispatch.Run(_activations[lane], ref activate);
        }
    }

    private AlignedBuffer Buffer(CandidateVector vector) => vector switch
    {
        CandidateVector.Weights => _parameters.Weights,
        CandidateVector.Steps => _parameters.Steps,
        CandidateVector.PreviousSlopes => _parameters.PreviousSlopes,
        _ => _correlations,
    };

    private ref struct ActivateAction : IActivationAction
    {
        public int Candidates;
        public int Vectors;
        public float* Values;
        public float* Derivatives;

        public readonly void Run<TActivation>()
            where TActivation : struct, IActivationFunction
            => ActivationKernel<TActivation>.Activate(Candidates, Vectors, Values, Derivatives);
    }

    private ref struct FusedForward : IActivationAction
    {
        public PatternRows Patterns;
        public int FirstVector;
        public int Vectors;
        public float* Weights;
        public float* Residual;
        public float* Previous;
        public float* Deltas;
        public double* Sums;

        public readonly void Run<TActivation>()
            where TActivation : struct, IActivationFunction
            => CandidateKernel<TActivation>.ForwardForOneOutput(Patterns, Weights, FirstVector, Vectors, Residual, Previous, Deltas, Sums);
    }
}
