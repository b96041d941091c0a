using System.Net;
using Microsoft.Extensions.Options;

namespace Canopy.Web.Streaming;

/// <summary>Counts sockets, in all and by address, and says when there are enough.</summary>
internal sealed class ConnectionLimits(IOptions<StreamOptions> options)
{
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private readonly Lock _lock = new();
    private int _all;

    /// <summary>Sockets now.</summary>
    public int Count => Volatile.Read(ref _all);

    /// <summary>A place for one socket, to be given back; or null and why there is none.</summary>
    public Place? TryEnter(IPAddress? address, out string? refusal)
    {
        address = (address ?? IPAddress.None).IsIPv4MappedToIPv6 ? address!.MapToIPv4() : address ?? IPAddress.None;
        lock (_lock)
        {
            var here = _byAddress.GetValueOrDefault(address);
            refusal = _all >= options.Value.MaxConnections ? "server"
                : here >= options.Value.MaxConnectionsPerAddress ? "address"
                : null;
            if (refusal is not null)
            {
                return null;
            }

            _all++;
            _byAddress[address] = here + 1;
            return new Place(this, address);
        }
    }

    private void Leave(IPAddress address)
    {
        lock (_lock)
        {
            _all--;
            if (--_byAddress[address] == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }

    internal sealed class Place(ConnectionLimits limits, IPAddress address) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                limits.Leave(address);
            }
        }
    }
}
