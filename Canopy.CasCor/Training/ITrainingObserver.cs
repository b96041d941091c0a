namespace Canopy.CasCor;

/// <summary>
/// Sees every epoch, every candidate's score, each installed unit. Calls come on the training thread, in order, and
/// deterministically: the same data, options and seed give the same sequence of calls. An observer must not block for
/// longer than it wants training to wait. Spans are valid during the call only. An exception goes through to the caller of
/// <see cref="Trainer.TrainEpoch"/> and leaves that epoch half done: the trainer must not be used again.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>A phase begins; also called once for the first output phase.</summary>
    void OnPhaseStarted(in PhaseStarted phase);

    /// <summary>An output epoch was completed.</summary>
    void OnOutputEpoch(in OutputEpoch epoch);

    /// <summary>A candidate epoch was completed. <paramref name="scores"/>: one S per candidate of the pool.</summary>
    void OnCandidateEpoch(in CandidateEpoch epoch, ReadOnlySpan<float> scores);

    /// <summary>The best candidate became a hidden unit; called for each unit where several are installed in a round. <paramref name="weights"/>: its frozen input weights (bias, inputs, earlier units).</summary>
    void OnUnitInstalled(in UnitInstalled unit, ReadOnlySpan<float> weights);

    /// <summary>
    /// An output phase ended, or training ended in one. Training with validation may end by returning to an earlier network: then
    /// <paramref name="hiddenUnits"/> is less than the units installed, and the later ones are gone. <paramref name="weights"/>: output weights, row by row, one row of (bias, inputs, hidden units) per output.
    /// </summary>
    void OnOutputWeights(long epoch, int hiddenUnits, ReadOnlySpan<float> weights);

    /// <summary>Training ended. The last call. Victory is seen in an output epoch that is not counted and not reported: its figures are these.</summary>
    void OnFinished(in TrainingFinished finished);
}

/// <summary>What the network is doing.</summary>
public enum TrainingPhase
{
    /// <summary>Training the output weights.</summary>
    Output = 0,

    /// <summary>Training the candidate pool.</summary>
    Candidate = 1,

    /// <summary>Training has ended.</summary>
    Finished = 2,
}

/// <summary>A phase begins after <paramref name="Epoch"/> completed epochs, with <paramref name="HiddenUnits"/> installed.</summary>
public readonly record struct PhaseStarted(TrainingPhase Phase, long Epoch, int HiddenUnits);

/// <summary>One output epoch.</summary>
/// <param name="Epoch">Its number: epochs of both kinds count from 1.</param>
/// <param name="HiddenUnits">Installed hidden units.</param>
/// <param name="Loss">
/// Mean squared error over patterns and outputs, before this epoch's weight update; with softmax, the cross-entropy per pattern in
/// nats. With mini-batches each batch counts with the weights that it met.
/// </param>
/// <param name="Accuracy">Share of patterns classified correctly, in [0, 1]; NaN for regression.</param>
/// <param name="ErrorBits">Outputs further than the threshold from their target; 0 for regression.</param>
/// <param name="ValidationLoss">Loss over the validation patterns; NaN without them.</param>
/// <param name="ValidationAccuracy">Accuracy over the validation patterns; NaN without them, and for regression.</param>
public readonly record struct OutputEpoch(
    long Epoch, int HiddenUnits, float Loss, float Accuracy, int ErrorBits, float ValidationLoss = float.NaN, float ValidationAccuracy = float.NaN);

/// <summary>One candidate epoch.</summary>
/// <param name="Epoch">Its number: epochs of both kinds count from 1.</param>
/// <param name="HiddenUnits">Installed hidden units.</param>
/// <param name="BestCandidate">Index of the candidate with the highest score.</param>
public readonly record struct CandidateEpoch(long Epoch, int HiddenUnits, int BestCandidate);

/// <summary>A candidate became hidden unit <paramref name="Index"/> (from 0).</summary>
/// <param name="Index">Index of the new unit.</param>
/// <param name="Epoch">Epochs completed.</param>
/// <param name="Candidate">Index of the winner in its pool.</param>
/// <param name="Score">Its score S.</param>
/// <param name="Activation">Its activation.</param>
/// <param name="Layer">Its depth; see <see cref="HiddenUnit"/>.</param>
public readonly record struct UnitInstalled(int Index, long Epoch, int Candidate, float Score, Activation Activation, int Layer);

/// <summary>Why training ended.</summary>
public enum FinishReason
{
    /// <summary>
    /// Classification: no error bits on the training patterns. Regression: their error index fell below its threshold. With validation
    /// the result may still be an earlier network, as at every end but divergence.
    /// </summary>
    Victory = 0,

    /// <summary>The output phase ended with <see cref="TrainingOptions.MaxHiddenUnits"/> installed.</summary>
    MaxHiddenUnits = 1,

    /// <summary><see cref="TrainingOptions.MaxEpochs"/> were trained.</summary>
    MaxEpochs = 2,

    /// <summary>A weight or the error became NaN or infinite.</summary>
    Diverged = 3,

    /// <summary>The validation loss had not fallen for <see cref="TrainingOptions.ValidationPatience"/> output phases.</summary>
    EarlyStopped = 4,
}

/// <summary>Training ended after <paramref name="Epoch"/> epochs; the figures are those of the final network (see <see cref="OutputEpoch"/>).</summary>
public readonly record struct TrainingFinished(
    FinishReason Reason, long Epoch, int HiddenUnits, float Loss, float Accuracy, int ErrorBits, float ValidationLoss = float.NaN, float ValidationAccuracy = float.NaN);
