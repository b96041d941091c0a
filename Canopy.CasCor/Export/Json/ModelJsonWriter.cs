using System.Buffers;
using System.Text.Json;

namespace Canopy.CasCor.Export.Json;

/// <summary>Writes the JSON form. A number is the shortest that reads back as the same float32.</summary>
internal static class ModelJsonWriter
{
    /// <summary>The whole model, or only its outline, as UTF-8.</summary>
    public static byte[] Write(TrainedModel model, bool withWeights)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, model, withWeights);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, TrainedModel model, bool withWeights)
    {
        Network network = model.Network;
        writer.WriteStartObject();
        writer.WriteString(ModelJson.FormatField, ModelJson.Format);
        writer.WriteNumber(ModelJson.VersionField, ModelJson.Version);
        writer.WriteString(ModelJson.Kind, EnumNames<ProblemKind>.Of(model.Kind));
        writer.WriteNumber(ModelJson.Inputs, network.Inputs);
        writer.WriteNumber(ModelJson.Outputs, network.Outputs);

        writer.WriteStartArray(ModelJson.HiddenUnits);
        foreach (HiddenUnit unit in network.HiddenUnits)
        {
            writer.WriteStartObject();
            writer.WriteString(ModelJson.Activation, EnumNames<Activation>.Of(unit.Activation));
            writer.WriteNumber(ModelJson.Layer, unit.Layer);
            if (withWeights)
                Write(writer, ModelJson.Weights, unit.Weights);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString(ModelJson.OutputActivation, EnumNames<Activation>.Of(network.OutputActivation));
        if (withWeights)
            WriteOutputWeights(writer, network);
        Write(writer, model.Description);
        writer.WriteEndObject();
    }

    private static void WriteOutputWeights(Utf8JsonWriter writer, Network network)
    {
        int columns = network.OutputWeights.Length / network.Outputs;
        writer.WriteStartArray(ModelJson.OutputWeights);
        for (int o = 0; o < network.Outputs; o++)
        {
            writer.WriteStartArray();
            foreach (float weight in network.OutputWeights.Slice(o * columns, columns))
                writer.WriteNumberValue(weight);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, DataDescription description)
    {
        writer.WriteStartObject(ModelJson.Description);
        Write(writer, ModelJson.InputNames, description.InputNames);
        Write(writer, ModelJson.OutputNames, description.OutputNames);
        Write(writer, ModelJson.ClassLabels, description.ClassLabels);
        Write(writer, ModelJson.InputStandardisation, description.Inputs);
        Write(writer, ModelJson.TargetStandardisation, description.Targets);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, Standardisation? standardisation)
    {
        if (standardisation is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        Write(writer, ModelJson.Means, [.. standardisation.Means]);
        Write(writer, ModelJson.Deviations, [.. standardisation.Deviations]);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<float> values)
    {
        writer.WriteStartArray(name);
        foreach (float value in values)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
