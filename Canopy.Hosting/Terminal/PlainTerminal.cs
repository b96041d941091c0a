using System.Collections.Concurrent;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Canopy.Hosting.Application;
using Canopy.Hosting.Logs;
using Microsoft.Extensions.Hosting;

namespace Canopy.Hosting.Terminal;

/// <summary>Writes a line for each change, and from the logs only what somebody should know.</summary>
internal sealed class PlainTerminal : BackgroundService
{
    private const int LastLines = 15;
    private const int MaxWaitingLines = 2_000;
    private static readonly TimeSpan LastWriteLimit = TimeSpan.FromSeconds(1);
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLogs _logs;
    private readonly ResourceTable _table;
    private readonly AppHostInfo _info;
    private readonly TextWriter _output;

    // Whoever reads may be slow, or have stopped reading: the programs whose logs come through here must not wait for that.
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(MaxWaitingLines) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Task _writing;
    private readonly int _nameWidth;
    private readonly ConcurrentDictionary<string, WarningFilter> _filters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string State, string? Detail)> _shown = new(StringComparer.Ordinal);
    private bool _saidReady;

    public PlainTerminal(ResourceNotificationService notifications, ResourceLogs logs, DistributedApplicationModel model, AppHostInfo info)
        : this(notifications, logs, model, info, TextWriter.Synchronized(Console.Out))
    {
    }

    internal PlainTerminal(ResourceNotificationService notifications, ResourceLogs logs, DistributedApplicationModel model, AppHostInfo info, TextWriter output)
    {
        _notifications = notifications;
        _logs = logs;
        _table = new ResourceTable(model);
        _info = info;
        _output = output;
        _nameWidth = model.Resources.Where(r => r is not ParameterResource).Select(r => r.Name.Length).DefaultIfEmpty(0).Max() + 2;
        _logs.Written += OnLine;
        _writing = Task.Run(WriteAsync);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _logs.Written -= OnLine;
        _lines.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(LastWriteLimit, CancellationToken.None));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in _notifications.WatchAsync(stoppingToken))
        {
            var now = DateTime.UtcNow;
            _table.Apply(change);
            if (_table.Rows(now).FirstOrDefault(r => r.Id == change.ResourceId) is { } row && IsWorthALine(row))
            {
                Show(row);
            }

            if (!_saidReady && _table.IsReady(now))
            {
                _saidReady = true;
                Write(_table.MainPage(now) is { } page ? $"{_info.DisplayName} is ready: {page}" : $"{_info.DisplayName} is ready.");
            }
        }
    }

    /// <summary>That something has not been started is news only when it will not be.</summary>
    private static bool IsWorthALine(ResourceRow row) =>
        row.State != KnownResourceStates.NotStarted || row.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>();

    private void Show(ResourceRow row)
    {
        // What a resource waits for changes while others start; the first word of it is enough.
        var news = (row.State, row.State == KnownResourceStates.Waiting ? null : row.Detail);
        if (_shown.TryGetValue(row.Id, out var before) && before == news)
        {
            return;
        }

        _shown[row.Id] = news;
        var tail = row.Mood == Mood.Bad || row.Detail is not null ? row.Detail : row.Mood == Mood.Good ? row.Address : null;
        Write($"{row.Id.PadRight(_nameWidth)}{row.State}{(tail is null ? string.Empty : $"  {tail}")}");
        if (row.Mood == Mood.Bad && row.State != RowState.Unhealthy)
        {
            var log = _logs.Of(row.Id);
            foreach (var line in log.Tail(LastLines))
            {
                Write($"{row.Id.PadRight(_nameWidth)}| {line.Text}");
            }

            Write($"{row.Id.PadRight(_nameWidth)}| the whole log: {log.FilePath}");
        }
    }

    private void OnLine(ResourceLog log, LogLine line)
    {
        var filter = _filters.GetOrAdd(log.Name, _ => new WarningFilter(TimeProvider.System));
        if (filter.Passes(line.Text, out var note))
        {
            Write($"{log.Name.PadRight(_nameWidth)}| {line.Text}");
        }
        else if (note is not null)
        {
            Write($"{log.Name.PadRight(_nameWidth)}| {note}, see {log.FilePath}");
        }
    }

    private void Write(string line) => _lines.Writer.TryWrite(line);

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync())
            {
                await _output.WriteLineAsync(line);
                await _output.FlushAsync();
            }
        }
        catch (IOException)
        {
            // Whoever read it has gone; the application goes on.
        }
    }
}
