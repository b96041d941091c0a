using System.Buffers;
using System.Text.Json;
using Canopy.Contracts;
using Canopy.Runs.Storage;

namespace Canopy.Runs.Api;

/// <summary>A part of a log as JSON, bounded in bytes as well as in entries.</summary>
internal static class LogPage
{
    private const int MostBytes = 8 << 20;
    private const int SliceEntries = 50;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(IRunReader reader, string runId, long after, int count, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        await using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("entries"u8);
        while (count > 0 && buffer.WrittenCount + writer.BytesPending < MostBytes)
        {
            var entries = await reader.ReadLogAsync(runId, after, Math.Min(count, SliceEntries), cancellationToken);
            if (entries.Count == 0)
            {
                break;
            }

            foreach (var entry in entries)
            {
                EnvelopeWriter.Write(writer, entry);
                after = entry.Seq;
                count--;
                if (buffer.WrittenCount + writer.BytesPending >= MostBytes)
                {
                    break;
                }
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
        return buffer.WrittenMemory;
    }
}
