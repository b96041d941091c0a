using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Canopy.Pipeline.Tests.Support;

/// <summary>Answers HTTP requests on loopback by a function of the path and the number of requests before.</summary>
internal sealed class SmallServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;

    public SmallServer(Func<string, int, Answer> answer)
    {
        (_listener, Url) = Start();
        _loop = AnswerAsync(answer);
    }

    public string Url { get; }

    /// <summary>What was asked: path and body.</summary>
    public ConcurrentQueue<(string Path, string Body)> Requests { get; } = [];

    public void Dispose()
    {
        _listener.Stop();
        _listener.Close();
        _loop.Wait();
    }

    // Between the look for a free port and its use, somebody else may take it.
    private static (HttpListener Listener, string Url) Start()
    {
        for (int tries = 1; ; tries++)
        {
            string url = $"http://127.0.0.1:{FreePort()}";
            var started = new HttpListener();
            started.Prefixes.Add(url + "/");
            try
            {
                started.Start();
                return (started, url);
            }
            catch (HttpListenerException) when (tries < 20)
            {
                started.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AnswerAsync(Func<string, int, Answer> answer)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            string path = context.Request.Url!.AbsolutePath;
            Answer given = answer(path, Requests.Count);
            Requests.Enqueue((path, await reader.ReadToEndAsync()));
            context.Response.StatusCode = given.Status;
            foreach ((string name, string value) in given.Headers)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.Close(System.Text.Encoding.UTF8.GetBytes(given.Body), willBlock: true);
        }
    }
}

/// <summary>An answer of <see cref="SmallServer"/>.</summary>
internal sealed record Answer(int Status, string Body = "")
{
    public Dictionary<string, string> Headers { get; init; } = [];
}
