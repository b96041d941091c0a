using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Canopy.Pipeline.Tests.Support;

/// <summary>Answers HTTP requests on loopback by a function of the path and the number of requests before.</summary>
internal sealed class SmallServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SmallServer(Func<string, int, Answer> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(http => AnswerAsync(http, answer));
    }

    public string Url => _app.Urls.Single();

    /// <summary>What was asked: path and body.</summary>
    public ConcurrentQueue<(string Path, string Body)> Requests { get; } = [];

    public static async Task<SmallServer> StartAsync(Func<string, int, Answer> answer)
    {
        var server = new SmallServer(answer);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http, Func<string, int, Answer> answer)
    {
        using var reader = new StreamReader(http.Request.Body);
        string path = http.Request.Path;
        Answer given = answer(path, Requests.Count);
        Requests.Enqueue((path, await reader.ReadToEndAsync()));
        http.Response.StatusCode = given.Status;
        foreach ((string name, string value) in given.Headers)
        {
            http.Response.Headers[name] = value;
        }

        await http.Response.WriteAsync(given.Body);
    }
}

/// <summary>An answer of <see cref="SmallServer"/>.</summary>
internal sealed record Answer(int Status, string Body = "")
{
    public Dictionary<string, string> Headers { get; init; } = [];
}
