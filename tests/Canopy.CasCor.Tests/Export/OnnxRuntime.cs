using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Canopy.CasCor.Tests.Export;

/// <summary>Evaluates exported models by onnxruntime-web in Node (tests/onnx).</summary>
internal static class OnnxRuntime
{
    public static async Task<Dictionary<string, OnnxResult>> EvaluateAsync(IEnumerable<OnnxCase> cases)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("canopy-onnx-");
        try
        {
            OnnxCase[] all = [.. cases];
            foreach (OnnxCase one in all)
            {
                string stem = Path.Combine(folder.FullName, one.Name);
                await File.WriteAllBytesAsync(stem + ".onnx", one.Model.ToOnnx());
                await File.WriteAllBytesAsync(stem + ".input", MemoryMarshal.AsBytes(one.Inputs.AsSpan()).ToArray());
            }

            await RunNodeAsync(folder.FullName);
            return all.ToDictionary(one => one.Name, one => Read(Path.Combine(folder.FullName, one.Name)), StringComparer.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunNodeAsync(string folder)
    {
        var start = new ProcessStartInfo("node", ["evaluate.mjs", folder])
        {
            WorkingDirectory = Repository.PathOf("tests/onnx"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process node = Process.Start(start)!;
        Task<string> output = node.StandardOutput.ReadToEndAsync();
        string errors = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"node ended with code {node.ExitCode}.\n{await output}\n{errors}");
    }

    private static OnnxResult Read(string stem)
    {
        float[] outputs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(stem + ".output")).ToArray();
        string labels = stem + ".label";
        return new OnnxResult(outputs, File.Exists(labels) ? MemoryMarshal.Cast<byte, long>(File.ReadAllBytes(labels)).ToArray() : null);
    }
}

/// <summary>A model and the patterns to evaluate it on, row by row.</summary>
internal sealed record OnnxCase(string Name, TrainedModel Model, float[] Inputs);

/// <summary>What the runtime gave; labels are null where the model has none.</summary>
internal sealed record OnnxResult(float[] Outputs, long[]? Labels);
