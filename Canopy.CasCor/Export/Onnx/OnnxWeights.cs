using System.Buffers.Binary;

namespace Canopy.CasCor.Export.Onnx;

/// <summary>Takes the weights of units out of the initialisers of their Gemm.</summary>
internal static class OnnxWeights
{
    /// <summary>Row by row, the bias first in each.</summary>
    public static float[] Read(Dictionary<string, OnnxTensor> tensors, string units, int rows, int columns)
    {
        ReadOnlySpan<byte> weights = Find(tensors, OnnxNetwork.WeightName(units), (long)rows * columns);
        ReadOnlySpan<byte> biases = Find(tensors, OnnxNetwork.BiasName(units), rows);
        float[] values = new float[rows * (columns + 1)];
        for (int r = 0; r < rows; r++)
        {
            values[r * (columns + 1)] = Float(biases, r);
            for (int c = 0; c < columns; c++)
                values[(r * (columns + 1)) + 1 + c] = Float(weights, (r * columns) + c);
        }

        return values;
    }

    private static byte[] Find(Dictionary<string, OnnxTensor> tensors, string name, long count)
    {
        if (!tensors.TryGetValue(name, out OnnxTensor? tensor) || tensor.ElementType is not OnnxElementType.Float || tensor.RawData.Length != count * sizeof(float))
            throw new InvalidModelException($"The ONNX model must have an initialiser {name} of {count} float values; only models exported by Canopy are accepted.");
        return tensor.RawData;
    }

    private static float Float(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadSingleLittleEndian(bytes[(index * sizeof(float))..]);
}
