using System.Net.Http.Json;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.Bench.Images;

/// <summary>The same run, trained again and again by the image's backend and by an ordinary build's in turns: its own time, from started to finished.</summary>
internal static class TrainingTimes
{
    public const int Turns = 20;

    /// <summary>The least seconds of each, and those of each one's first run.</summary>
    public static async Task<(Times Image, Times Build)> MeasureAsync(PublishedProgram backend)
    {
        await using var redisOfImage = await RedisServer.StartAsync();
        await using var redisOfBuild = await RedisServer.StartAsync();
        using var image = await StartAsync(backend.Image, redisOfImage);
        using var build = await StartAsync(backend.Build, redisOfBuild);
        var (imageSeconds, buildSeconds) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            imageSeconds.Add(await TrainAsync(image));
            buildSeconds.Add(await TrainAsync(build));
        }

        return (new Times(imageSeconds[0], imageSeconds.Min()), new Times(buildSeconds[0], buildSeconds.Min()));
    }

    // In development, where nobody needs a token; the code is the same.
    private static Task<RunningProgram> StartAsync(string program, RedisServer redis) => RunningProgram.StartAsync(program, new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ConnectionStrings__cache"] = redis.ConnectionString,
    });

    private static async Task<double> TrainAsync(RunningProgram program)
    {
        using var http = new HttpClient { BaseAddress = program.Address };
        using var response = await http.PostAsJsonAsync("/v1/runs", LongRun.Request(), ContractsJson.Default.CreateRun);
        var id = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription))!.Id;
        var run = await Until.NotNullAsync(
            async () => await http.GetFromJsonAsync($"/v1/runs/{id}", ContractsJson.Default.RunDescription) is { FinishedAt: not null } finished ? finished : null,
            $"run {id} has finished",
            TimeSpan.FromMinutes(5));
        return (run.FinishedAt!.Value - run.StartedAt!.Value).TotalSeconds;
    }

    /// <summary>Seconds of the first run of a process, and the least of all.</summary>
    internal sealed record Times(double First, double Least);
}
