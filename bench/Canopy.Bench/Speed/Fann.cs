using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Canopy.CasCor;
using Canopy.Testing;

namespace Canopy.Bench.Speed;

/// <summary>A training by FANN.</summary>
/// <param name="Seconds">Processor time of training alone.</param>
/// <param name="WrongBits">Patterns that are further than allowed from their target at the end: FANN looks before its last update.</param>
internal sealed record FannTrial(int Candidates, double Seconds, int HiddenUnits, int WrongBits);

/// <summary>Our program in C that trains with FANN (bench/fann), built where its library and a compiler are installed.</summary>
internal sealed class Fann : IDisposable
{
    private const int MostUnits = 100;

    private readonly DirectoryInfo _folder;

    private Fann(DirectoryInfo folder)
    {
        _folder = folder;
    }

    private string ProgramPath => Path.Combine(_folder.FullName, "cascade");

    /// <summary>Null where gcc or libfann's header is missing.</summary>
    public static Fann? Build()
    {
        var fann = new Fann(Directory.CreateTempSubdirectory("canopy-fann-"));
        var source = Path.Combine(Programs.Root, "bench", "fann", "cascade.c");
        if (Run("gcc", ["-O2", "-o", fann.ProgramPath, source, "-lfann", "-lm"]) is not null)
        {
            return fann;
        }

        fann.Dispose();
        return null;
    }

    /// <summary>Trains with seeds 1, 2 and so on.</summary>
    /// <param name="pool">"defaults" or "gaussian".</param>
    public IReadOnlyList<FannTrial> Train(Dataset data, string pool, int trials)
    {
        var file = Path.Combine(_folder.FullName, $"{data.Name}.data");
        Write(data, file);
        var output = Run(ProgramPath, [file, pool, $"{MostUnits}", $"{trials}"]) ?? throw new InvalidOperationException("FANN's program failed.");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What the program printed; null where it could not be started or failed.</summary>
    private static string? Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.Wait();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>In FANN's format; its sigmoid goes from 0 to 1.</summary>
    private static void Write(Dataset data, string file)
    {
        using var text = new StreamWriter(file);
        text.WriteLine($"{data.Patterns} {data.Inputs} {data.Outputs}");
        for (var p = 0; p < data.Patterns; p++)
        {
            text.WriteLine(string.Join(' ', data.InputValues.Slice(p * data.Inputs, data.Inputs).ToArray()));
            text.WriteLine(string.Join(' ', data.TargetValues.Slice(p * data.Outputs, data.Outputs).ToArray().Select(t => t + 0.5f)));
        }
    }

    /// <summary>A line of the program: <c>candidates 80 seconds 0.25 units 8 wrong 0</c>.</summary>
    private static FannTrial Read(string line)
    {
        var words = line.Split(' ');
        int Whole(int word) => int.Parse(words[word], CultureInfo.InvariantCulture);
        return new FannTrial(Whole(1), double.Parse(words[3], CultureInfo.InvariantCulture), Whole(5), Whole(7));
    }
}
