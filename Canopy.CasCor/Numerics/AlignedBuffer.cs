namespace Canopy.CasCor.Numerics;

/// <summary>Floats at a fixed address aligned to 64 bytes, zero at first; lives as long as the object is referenced.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly float[] _array;

    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);

        _array = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        Length = length;
        fixed (float* start = _array)
            Pointer = (float*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    public int Length { get; }

    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);
}
