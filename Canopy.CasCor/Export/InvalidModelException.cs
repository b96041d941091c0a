namespace Canopy.CasCor;

/// <summary>A file that is not a model written by Canopy, or is damaged; the message says what is wrong and what is accepted.</summary>
public sealed class InvalidModelException(string message, Exception? inner = null) : FormatException(message, inner);
