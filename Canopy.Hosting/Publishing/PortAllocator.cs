namespace Canopy.Hosting.Publishing;

/// <summary>Gives out the ports that a manifest must name although the AppHost does not: 8000 and up, each once.</summary>
internal sealed class PortAllocator
{
    private const int First = 8000;
    private readonly HashSet<int> _used = [];
    private int _next = First;

    public void MarkUsed(int port) => _used.Add(port);

    public int Allocate()
    {
        while (!_used.Add(_next))
        {
            _next++;
        }

        return _next++;
    }
}
