using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Application;
using Canopy.Hosting.Logs;
using Microsoft.Extensions.Hosting;

namespace Canopy.Hosting.Terminal;

/// <summary>Keeps a table of the resources on the screen and does what the keys ask for.</summary>
internal sealed class LiveTerminal(
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ResourceLogs logs,
    DistributedApplicationModel model,
    AppHostInfo info,
    IHostApplicationLifetime application) : BackgroundService
{
    // Often enough to look immediate, seldom enough to cost nothing.
    private static readonly TimeSpan MinFrame = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan MessageTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly ResourceTable _table = new(model);
    private readonly Channel<object> _inbox = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private TerminalState _state = new();
    private long _messageSince;
    private bool _wasReady;
    private string? _page;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _ = WatchAsync(stoppingToken);

        // Nothing is announced before the checks have passed: what is wrong is said on the ordinary screen.
        await _inbox.Reader.WaitToReadAsync(stoppingToken);
        await using var output = Console.OpenStandardOutput();
        var screen = new Screen(output, System.Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 });
        using var resized = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Post(Redraw.Instance));
        logs.Written += OnLine;
        try
        {
            new Thread(ReadKeys) { IsBackground = true, Name = "Canopy keys" }.Start();
            await LoopAsync(screen, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Everything has been stopped.
        }
        finally
        {
            logs.Written -= OnLine;
            screen.Dispose();
            SayGoodbye();
        }
    }

    private async Task LoopAsync(Screen screen, CancellationToken stoppingToken)
    {
        while (true)
        {
            Draw(screen);
            await Task.WhenAny(_inbox.Reader.WaitToReadAsync(stoppingToken).AsTask(), Task.Delay(Tick, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
            while (_inbox.Reader.TryRead(out var item))
            {
                var before = _state.Message;
                Take(item);
                _messageSince = _state.Message == before ? _messageSince : Stopwatch.GetTimestamp();
            }

            if (Stopwatch.GetElapsedTime(_messageSince) > MessageTime)
            {
                _state = _state with { Message = null };
            }

            await Task.Delay(MinFrame, stoppingToken);
        }
    }

    private void Take(object item)
    {
        switch (item)
        {
            case ResourceEvent change:
                _table.Apply(change);
                break;
            case ConsoleKeyInfo key:
                (_state, var command) = TerminalKeys.Press(_state, key, _table.Rows(DateTime.UtcNow));
                Obey(command);
                break;
            case string message:
                _state = _state with { Message = message };
                break;
            default:
                break;
        }
    }

    private void Draw(Screen screen)
    {
        var now = DateTime.UtcNow;
        var rows = _table.Rows(now);
        _page ??= _table.MainPage(now);
        _wasReady |= _table.IsReady(now);
        _state = _state with { Selected = rows.Any(r => r.Id == _state.Selected) ? _state.Selected : rows.Count > 0 ? rows[0].Id : null };
        var log = _state.Selected is { } selected ? logs.Of(selected) : null;
        var (width, height) = Size();
        screen.Show(
            TerminalView.Draw(new TerminalPicture(info.DisplayName, _page, _wasReady && _table.IsReady(now), rows, _state, log?.Tail() ?? [], log?.FilePath, now), width, height),
            width);
    }

    private void Obey(TerminalCommand? command)
    {
        switch (command)
        {
            case TerminalCommand.Quit:
                application.StopApplication();
                break;
            case TerminalCommand.Open open when !Browser.TryOpen(open.Url):
                Post($"there is no browser to open {open.Url}");
                break;
            case TerminalCommand.Tell tell:
                _ = TellAsync(tell);
                break;
            default:
                break;
        }
    }

    private async Task TellAsync(TerminalCommand.Tell tell)
    {
        var result = await commands.ExecuteCommandAsync(tell.Id, tell.Command);
        if (!result.Success)
        {
            Post($"{tell.Command} {tell.Id}: {result.Message}");
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                Post(change);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application has stopped.
        }
    }

    private void ReadKeys()
    {
        try
        {
            while (true)
            {
                Post(Console.ReadKey(intercept: true));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // The terminal has gone.
        }
    }

    private void OnLine(ResourceLog log, LogLine line)
    {
        if (log.Name == _state.Selected)
        {
            Post(Redraw.Instance);
        }
    }

    private void Post(object item) => _inbox.Writer.TryWrite(item);

    private void SayGoodbye()
    {
        try
        {
            Console.WriteLine($"{info.DisplayName} has stopped.");
            foreach (var row in _table.Rows(DateTime.UtcNow).Where(r => r.Mood == Mood.Bad))
            {
                Console.WriteLine($"{row.Id}  {row.State}  {row.Detail}  (log: {logs.Of(row.Id).FilePath})");
            }
        }
        catch (IOException)
        {
            // Nobody reads it.
        }
    }

    private static (int Width, int Height) Size()
    {
        try
        {
            return (Math.Max(20, Console.WindowWidth), Math.Max(8, Console.WindowHeight));
        }
        catch (IOException)
        {
            return (80, 24);
        }
    }

    /// <summary>Nothing but a wish to look again.</summary>
    private sealed class Redraw
    {
        public static readonly Redraw Instance = new();
    }
}
