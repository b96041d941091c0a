using System.Text.Json;

namespace Canopy.Contracts;

/// <summary>Epochs as the <c>data</c> of a JSON envelope.</summary>
internal static class EpochsJson
{
    public static void Write(Utf8JsonWriter writer, EventKind kind, bool coalesced, EpochColumns epochs)
    {
        writer.WriteStartObject();
        if (epochs.Count > 0)
        {
            if (kind == EventKind.OutputEpochs)
            {
                WriteNewestMetrics(writer, epochs);
            }
            else
            {
                WriteNewestCandidate(writer, epochs);
            }
        }

        WriteColumns(writer, coalesced, epochs);
        writer.WriteEndObject();
    }

    private static void WriteNewestMetrics(Utf8JsonWriter writer, EpochColumns epochs)
    {
        writer.WriteNumber("epoch"u8, epochs.LastEpoch);
        writer.WriteStartObject("metrics"u8);
        WriteNewest(writer, "loss"u8, epochs.Find(EpochColumn.Loss));
        WriteNewest(writer, "accuracy"u8, epochs.Find(EpochColumn.Accuracy));
        if (epochs.Find(EpochColumn.ErrorBits) is { } errorBits)
        {
            writer.WriteNumber("error_bits"u8, errorBits.Integers[^1]);
        }

        WriteNewest(writer, "val_loss"u8, epochs.Find(EpochColumn.ValidationLoss));
        WriteNewest(writer, "val_accuracy"u8, epochs.Find(EpochColumn.ValidationAccuracy));
        writer.WriteEndObject();
        writer.WriteStartObject("network_topology"u8);
        writer.WriteNumber("hidden_units"u8, epochs.HiddenUnits);
        writer.WriteEndObject();
        writer.WriteString("phase"u8, "output"u8);
    }

    private static void WriteNewest(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ColumnData? column)
    {
        if (column is { } values)
        {
            writer.WritePropertyName(name);
            WriteFloat(writer, values.Floats[^1]);
        }
    }

    private static void WriteNewestCandidate(Utf8JsonWriter writer, EpochColumns epochs)
    {
        writer.WriteNumber("epoch"u8, epochs.LastEpoch);
        if (epochs.Find(EpochColumn.Scores) is { Width: > 0 } scores)
        {
            var newest = scores.Floats[^scores.Width..];
            var best = 0;
            for (var i = 1; i < newest.Length; i++)
            {
                best = newest[i] > newest[best] ? i : best;
            }

            writer.WriteNumber("candidate_id"u8, best);
            writer.WritePropertyName("correlation"u8);
            WriteFloat(writer, newest[best]);
        }

        writer.WriteString("phase"u8, "candidate"u8);
    }

    private static void WriteColumns(Utf8JsonWriter writer, bool coalesced, EpochColumns epochs)
    {
        writer.WriteStartObject("columns"u8);
        writer.WriteNumber("first_epoch"u8, epochs.FirstEpoch);
        writer.WriteNumber("last_epoch"u8, epochs.LastEpoch);
        writer.WriteNumber("rows"u8, epochs.Count);
        writer.WriteNumber("hidden_units"u8, epochs.HiddenUnits);
        if (coalesced)
        {
            writer.WriteNumber("from_seq"u8, epochs.FromSeq);
        }

        foreach (var column in epochs.Columns)
        {
            if (NameOf(column.Column) is { } name)
            {
                WriteColumn(writer, name, column);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter writer, string name, in ColumnData column)
    {
        writer.WriteStartArray(name);
        if (!ColumnData.IsFloat(column.Column))
        {
            foreach (var value in column.Integers)
            {
                writer.WriteNumberValue(value);
            }
        }
        else if (column.Column != EpochColumn.Scores)
        {
            WriteFloats(writer, column.Floats);
        }
        else
        {
            // One array per epoch: the scores of its pool.
            for (var rest = column.Floats; rest.Length > 0; rest = rest[column.Width..])
            {
                writer.WriteStartArray();
                WriteFloats(writer, rest[..column.Width]);
                writer.WriteEndArray();
            }
        }

        writer.WriteEndArray();
    }

    private static string? NameOf(EpochColumn column) => column switch
    {
        EpochColumn.Epoch => "epoch",
        EpochColumn.Loss => "loss",
        EpochColumn.Accuracy => "accuracy",
        EpochColumn.ErrorBits => "error_bits",
        EpochColumn.Scores => "scores",
        EpochColumn.ValidationLoss => "validation_loss",
        EpochColumn.ValidationAccuracy => "validation_accuracy",
        _ => null,
    };

    private static void WriteFloats(Utf8JsonWriter writer, ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            WriteFloat(writer, value);
        }
    }

    /// <summary>As <see cref="ContractsJson"/> writes it: JSON has no number for NaN and the infinities, so these are strings.</summary>
    private static void WriteFloat(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(float.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
