using System.Globalization;
using Canopy.CasCor.Data;

namespace Canopy.CasCor;

/// <summary>Synthetic benchmarks, reproducible from their parameters (a seed is one of them where there is randomness).</summary>
public static class Generators
{
    private static readonly IReadOnlyList<Generator> Known =
    [
        TwoSpirals.Generator, Parity.Generator, Xor.Generator, Circles.Generator, Moons.Generator, Blobs.Generator,
        Checkerboard.Generator, MackeyGlass.Generator,
    ];

    /// <summary>two-spirals, parity, xor, circles, moons, blobs, checkerboard, mackey-glass.</summary>
    public static IReadOnlyList<GeneratorDescriptor> All { get; } = [.. Known.Select(g => g.Descriptor)];

    /// <summary>Generates a data set; parameters that are not given take their defaults.</summary>
    /// <exception cref="InvalidDataSetException">Unknown generator or parameter, or a value out of range; the fields are <c>generator</c> and <c>parameters.NAME</c>.</exception>
    public static Dataset Generate(string name, IReadOnlyDictionary<string, double>? parameters = null)
    {
        Generator? generator = Known.FirstOrDefault(g => string.Equals(g.Descriptor.Name, name, StringComparison.Ordinal));
        if (generator is null)
        {
            string names = string.Join(", ", Known.Select(g => g.Descriptor.Name));
            throw new InvalidDataSetException([new FieldError("generator", $"generator must be one of {names}.")]);
        }

        return generator.Create(Complete(generator.Descriptor, parameters ?? new Dictionary<string, double>(StringComparer.Ordinal)));
    }

    private static Dictionary<string, double> Complete(GeneratorDescriptor descriptor, IReadOnlyDictionary<string, double> given)
    {
        var errors = new List<FieldError>();
        var complete = descriptor.Parameters.ToDictionary(p => p.Name, p => p.Default, StringComparer.Ordinal);
        foreach ((string name, double value) in given)
        {
            GeneratorParameter? parameter = descriptor.Parameters.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal));
            string field = $"parameters.{name}";
            if (parameter is null)
            {
                string names = string.Join(", ", complete.Keys);
                errors.Add(new FieldError(field, $"{field} is unknown; {descriptor.Name} has {names}."));
            }
            else if (!(value >= parameter.Minimum && value <= parameter.Maximum) || (parameter.IsInteger && Math.Floor(value) != value))
            {
                string kind = parameter.IsInteger ? "an integer" : "a number";
                errors.Add(new FieldError(field, string.Create(
                    CultureInfo.InvariantCulture, $"{field} is {value}; it must be {kind} from {parameter.Minimum} to {parameter.Maximum}.")));
            }
            else
            {
                complete[name] = value;
            }
        }

        return errors.Count == 0 ? complete : throw new InvalidDataSetException(errors);
    }
}
