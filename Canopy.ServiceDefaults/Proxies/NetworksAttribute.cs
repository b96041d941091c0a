using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Canopy.ServiceDefaults.Proxies;

/// <summary>Every text of the list must be an address or a network, and none of them everybody.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworksAttribute : ValidationAttribute
{
    private const string Accepted = "accepted: addresses and networks, separated by commas: 10.1.2.3, 10.0.0.0/8, fd00::/8";

    /// <summary>An address is a network of one. Only the usual notation counts: 10.1 would be 10.0.0.1, and 010.0.0.1 would be 8.0.0.1.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPNetwork? network)
    {
        network = null;
        var parts = text.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address) || text.Contains('%', StringComparison.Ordinal)
            || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != parts[0]))
        {
            return false;
        }

        if (parts.Length == 1)
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }
        else if (IPNetwork.TryParse(text, out var parsed))
        {
            network = parsed;
        }

        return network is not null;
    }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        foreach (var text in value as string[] ?? [])
        {
            if (!TryParse(text, out var network))
            {
                return new ValidationResult($"'{text}' is neither an address nor a network; {Accepted}");
            }

            if (network.Value.PrefixLength == 0)
            {
                return new ValidationResult($"'{text}' would be everybody; {Accepted}");
            }
        }

        return ValidationResult.Success;
    }
}
