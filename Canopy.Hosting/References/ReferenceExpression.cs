using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Canopy.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with holes that are filled when the application runs, such as a connection string.</summary>
[DebuggerDisplay("{ValueExpression}")]
public class ReferenceExpression : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    /// <summary>No text at all.</summary>
    public static readonly ReferenceExpression Empty = Create($"");

    private readonly string[] _manifestExpressions;

    private ReferenceExpression(string format, IValueProvider[] valueProviders, string[] manifestExpressions, string?[] stringFormats)
    {
        Format = format;
        ValueProviders = valueProviders;
        StringFormats = stringFormats;
        _manifestExpressions = manifestExpressions;
    }

    private ReferenceExpression(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        : this(string.Empty, [], [], [])
    {
        Condition = condition;
        MatchValue = matchValue;
        WhenTrue = whenTrue;
        WhenFalse = whenFalse;
        Name = ConditionalName.Of(condition, matchValue, whenTrue, whenFalse);
    }

    /// <summary>The text, with {0}, {1}… for the holes.</summary>
    public string Format { get; }

    /// <summary>What fills the holes.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>How each hole's value is changed: "uri" percent-encodes it.</summary>
    public IReadOnlyList<string?> StringFormats { get; }

    /// <summary>The holes as the manifest writes them.</summary>
    public IReadOnlyList<string> ManifestExpressions => _manifestExpressions;

    /// <summary>Whether this is a choice between two texts.</summary>
    public bool IsConditional => Condition is not null;

    /// <summary>The value that decides.</summary>
    public IValueProvider? Condition { get; }

    /// <summary>What the deciding value is compared with.</summary>
    public string? MatchValue { get; }

    /// <summary>The text when they are equal.</summary>
    public ReferenceExpression? WhenTrue { get; }

    /// <summary>The text when they are not.</summary>
    public ReferenceExpression? WhenFalse { get; }

    /// <inheritdoc/>
    public string ValueExpression => IsConditional ? $"{{{Name}.connectionString}}" : string.Format(Format, _manifestExpressions);

    /// <summary>Name of the choice in the manifest; empty when this is none.</summary>
    internal string Name { get; } = string.Empty;

    IEnumerable<object> IValueWithReferences.References =>
        IsConditional ? [Condition!, WhenTrue!, WhenFalse!] : ValueProviders;

    /// <summary>Makes an expression from an interpolated string.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.ToExpression();

    /// <summary>Makes an expression that is one of two.</summary>
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse) =>
        new(condition, matchValue, whenTrue, whenFalse);

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (IsConditional)
        {
            var chosen = await ChooseAsync(context, cancellationToken);
            return await chosen.GetValueAsync(context, cancellationToken);
        }

        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await ValueProviders[i].GetValueAsync(context, cancellationToken);
            values[i] = StringFormats[i] is "uri" && value is not null ? Uri.EscapeDataString(value) : value;
        }

        return values is [var only] && Format is "{0}" ? (string?)only : string.Format(Format, values);
    }

    /// <summary>The text that a choice comes down to.</summary>
    internal async ValueTask<ReferenceExpression> ChooseAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        string.Equals(await Condition!.GetValueAsync(context, cancellationToken), MatchValue, StringComparison.OrdinalIgnoreCase) ? WhenTrue! : WhenFalse!;

    /// <summary>Collects the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler
    {
        private readonly StringBuilder _format;
        private readonly List<IValueProvider> _valueProviders;
        private readonly List<string> _manifestExpressions;
        private readonly List<string?> _stringFormats;

        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
        {
            _format = new StringBuilder(literalLength + (formattedCount * 3));
            _valueProviders = new(formattedCount);
            _manifestExpressions = new(formattedCount);
            _stringFormats = new(formattedCount);
        }

        /// <summary>Plain text.</summary>
        public readonly void AppendLiteral(string value) =>
            _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        /// <summary>Plain text from a variable.</summary>
        public readonly void AppendFormatted(string? value) => AppendLiteral(value ?? string.Empty);

        /// <inheritdoc cref="AppendFormatted(string?)"/>
        public readonly void AppendFormatted(string? value, string? format = null) =>
            AppendLiteral(format is "uri" ? Uri.EscapeDataString(value ?? string.Empty) : value ?? string.Empty);

        /// <summary>A hole.</summary>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => Append(valueProvider, valueProvider.ValueExpression, null);

        /// <summary>A hole whose value is changed.</summary>
        public void AppendFormatted<T>(T valueProvider, string? format = null)
            where T : IValueProvider, IManifestExpressionProvider => Append(valueProvider, valueProvider.ValueExpression, format);

        /// <summary>A hole filled by a resource.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource);

        /// <summary>A hole filled by a resource, whose value is changed.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource, format);

        internal readonly ReferenceExpression ToExpression() =>
            new(_format.ToString(), [.. _valueProviders], [.. _manifestExpressions], [.. _stringFormats]);

        private readonly void Append(IValueProvider provider, string manifestExpression, string? format)
        {
            _format.Append('{').Append(_valueProviders.Count).Append('}');
            _valueProviders.Add(provider);
            _manifestExpressions.Add(manifestExpression);
            _stringFormats.Add(format);
        }
    }
}
