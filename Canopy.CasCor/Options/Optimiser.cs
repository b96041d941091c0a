namespace Canopy.CasCor;

/// <summary>How weights follow their slopes.</summary>
public enum Optimiser
{
    /// <summary>Quickprop (S. E. Fahlman, CMU-CS-88-162): a parabola through the last two slopes.</summary>
    Quickprop = 0,

    /// <summary>iRPROP− (C. Igel and M. Hüsken, Neurocomputing 50, 2003): a step size of each weight's own, which grows while the slope keeps its sign.</summary>
    Irprop = 1,

    /// <summary>Adam (D. P. Kingma and J. Ba, ICLR 2015): running means of the slope and its square. The one for mini-batches.</summary>
    Adam = 2,
}
