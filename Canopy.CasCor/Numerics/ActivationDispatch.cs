namespace Canopy.CasCor.Numerics;

/// <summary>Something to do with an activation that is known as a type.</summary>
internal interface IActivationAction
{
    void Run<TActivation>()
        where TActivation : struct, IActivationFunction;
}

/// <summary>From the name of an activation to its type.</summary>
internal static class ActivationDispatch
{
    /// <summary>Runs <paramref name="action"/>; softmax, which is no function of one net input, runs as the identity.</summary>
    public static void Run<TAction>(Activation activation, scoped ref TAction action)
        where TAction : struct, IActivationAction, allows ref struct
    {
        switch (activation)
        {
            case Activation.Sigmoid:
                action.Run<SigmoidFunction>();
                break;
            case Activation.Gaussian:
                action.Run<GaussianFunction>();
                break;
            case Activation.Tanh:
                action.Run<TanhFunction>();
                break;
            case Activation.Logistic:
                action.Run<LogisticFunction>();
                break;
            case Activation.Sine:
                action.Run<SineFunction>();
                break;
            case Activation.Relu:
                action.Run<ReluFunction>();
                break;
            case Activation.LeakyRelu:
                action.Run<LeakyReluFunction>();
                break;
            default:
                action.Run<IdentityFunction>();
                break;
        }
    }
}
