using System.Diagnostics.CodeAnalysis;
using Canopy.CasCor;

namespace Canopy.Runs.Commands;

/// <summary>Collects what is wrong with a request, so that all of it can be told at once.</summary>
internal sealed class FieldErrors
{
    /// <summary>More than this nobody reads.</summary>
    private const int MostFields = 100;

    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public bool IsEmpty => _errors.Count == 0;

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
        {
            if (_errors.Count == MostFields)
            {
                return;
            }

            _errors.Add(field, messages = []);
        }

        if (!messages.Contains(message))
        {
            messages.Add(message);
        }
    }

    /// <summary>Adds the engine's errors, whose fields are relative to <paramref name="prefix"/>.</summary>
    public void Add(string prefix, IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
        {
            Add(prefix.Length == 0 ? error.Field : $"{prefix}.{error.Field}", error.Message);
        }
    }

    public string ToSentence() => string.Join(" ", _errors.Values.SelectMany(messages => messages));

    public IReadOnlyDictionary<string, string[]> ToDictionary() => _errors.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal);

    public void ThrowIfAny()
    {
        if (!IsEmpty)
        {
            Throw();
        }
    }

    [DoesNotReturn]
    public void Throw() => throw new InvalidRequestException(ToDictionary());
}
