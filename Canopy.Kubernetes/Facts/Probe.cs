namespace Canopy.Kubernetes;

/// <summary>A question that the kubelet asks a container, and how often; times in seconds.</summary>
/// <param name="InitialDelay">Before the first question.</param>
/// <param name="Period">Between questions.</param>
/// <param name="Timeout">For an answer.</param>
/// <param name="Failures">In a row, until the answer counts as no.</param>
internal abstract record Probe(int InitialDelay, int Period, int Timeout, int Failures);

/// <summary>GET, answered by a status from 200 to 399.</summary>
internal sealed record HttpProbe(string Path, string Port, int InitialDelay, int Period, int Timeout, int Failures)
    : Probe(InitialDelay, Period, Timeout, Failures);

/// <summary>A connection that is accepted.</summary>
internal sealed record TcpProbe(string Port, int InitialDelay, int Period, int Timeout, int Failures)
    : Probe(InitialDelay, Period, Timeout, Failures);

/// <summary>A command in the container that ends with 0.</summary>
internal sealed record ExecProbe(IReadOnlyList<string> Command, int InitialDelay, int Period, int Timeout, int Failures)
    : Probe(InitialDelay, Period, Timeout, Failures);
