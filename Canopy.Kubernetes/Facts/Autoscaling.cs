namespace Canopy.Kubernetes;

/// <summary>How fast an autoscaler takes pods away, at most.</summary>
/// <param name="Type">Pods or Percent.</param>
/// <param name="Value">How many, or how much of them.</param>
/// <param name="PeriodSeconds">Within this time.</param>
public sealed record ScaleDown(string Type, int Value, int PeriodSeconds)
{
    /// <summary>A share of the pods a minute.</summary>
    public static ScaleDown PercentAMinute(int percent) => new("Percent", percent, 60);

    /// <summary>A number of pods a minute.</summary>
    public static ScaleDown PodsAMinute(int pods) => new("Pods", pods, 60);
}

/// <summary>Bounds and aims of a HorizontalPodAutoscaler; aims in percent of what the pods request.</summary>
internal sealed record Autoscaling(int Least, int Most, int Cpu, int Memory, ScaleDown Down);
