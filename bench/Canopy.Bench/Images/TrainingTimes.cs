using System.Net.Http.Json;
using Canopy.Contracts;
using Canopy.Testing;

namespace Canopy.Bench.Images;

/// <summary>The same run, trained by the image's backend and by an ordinary build's in turn: its own time, from started to finished.</summary>
internal static class TrainingTimes
{
    private const int Repetitions = 5;

    /// <summary>The least seconds of each.</summary>
    public static async Task<(double Image, double Build)> MeasureAsync(PublishedProgram backend)
    {
        await using var redis = await RedisServer.StartAsync();
        var (image, build) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < Repetitions; i++)
        {
            image = Math.Min(image, await TrainAsync(backend.Image, redis));
            build = Math.Min(build, await TrainAsync(backend.Build, redis));
        }

        return (image, build);
    }

    private static async Task<double> TrainAsync(string program, RedisServer redis)
    {
        using var running = await RunningProgram.StartAsync(program, new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__cache"] = redis.ConnectionString,
        });
        using var http = new HttpClient { BaseAddress = running.Address };
        using var response = await http.PostAsJsonAsync("/v1/runs", LongRun.Request(), ContractsJson.Default.CreateRun);
        var id = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(ContractsJson.Default.RunDescription))!.Id;
        var run = await Until.NotNullAsync(
            async () => await http.GetFromJsonAsync($"/v1/runs/{id}", ContractsJson.Default.RunDescription) is { FinishedAt: not null } finished ? finished : null,
            $"run {id} has finished",
            TimeSpan.FromMinutes(5));
        return (run.FinishedAt!.Value - run.StartedAt!.Value).TotalSeconds;
    }
}
