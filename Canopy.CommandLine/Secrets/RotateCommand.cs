using System.CommandLine;
using System.Globalization;
using Canopy.CommandLine.Secrets.Cluster;
using Canopy.CommandLine.Secrets.Rotation;
using Canopy.CommandLine.Secrets.Values;

namespace Canopy.CommandLine.Secrets;

/// <summary><c>canopy secrets rotate</c>: a new value for one key, without a moment in which a program is cut off.</summary>
internal sealed class RotateCommand : Command, IProgramCommand
{
    private const int DefaultTimeout = 300;
    private const int LongestTimeout = 3600;

    private readonly Argument<string> _key = new("key") { Description = "Such as JWT_SECRET_KEY." };

    private readonly ClusterArguments _cluster = new();

    private readonly CatalogueArgument _catalogue = new();

    private readonly Option<string> _file = new("--env-file")
    {
        HelpName = "FILE",
        Description = "Take the new value from there. Default: generate it.",
    };

    private readonly Option<bool> _finish = new("--finish") { Description = "Have the value before accepted no longer; for a signing key, an hour after its rotation." };

    private readonly Option<bool> _noGrace = new("--no-grace") { Description = "Do not wait for that hour: who signed in with the old key must sign in again." };

    private readonly Option<bool> _rollBack = new("--roll-back") { Description = "Undo a rotation that was interrupted." };

    private readonly Option<bool> _takeOver = new("--take-over") { Description = "Go on with a rotation though another run seems to be at it." };

    private readonly Option<string> _timeout = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = $"For the pods of one workload to be replaced. Default: {DefaultTimeout}.",
    };

    public RotateCommand()
        : base("rotate", "Changes one key: backs up, changes it, replaces pods one by one, verifies them, and rolls back on failure.")
    {
        Arguments.Add(_key);
        _cluster.AddTo(this);
        foreach (var option in new Option[] { _file, _finish, _noGrace, _rollBack, _takeOver, _timeout })
        {
            Options.Add(option);
        }

        _catalogue.AddTo(this);
        SetAction(Run);
    }

    public int Run(ParseResult parsed)
    {
        using var stop = new StopSignal();
        var arguments = new Arguments(parsed);
        var kubectl = _cluster.Read(arguments, stop);
        var catalogue = _catalogue.Read(arguments);
        var request = ReadRequest(arguments, catalogue);
        var timeout = ReadTimeout(arguments);
        if (kubectl is not null && request is not null)
        {
            Right[] rights = [.. Prerequisites.WriteSecrets, .. Prerequisites.Roll];
            var cacheRights = catalogue!.With(request.Key.Name).Any(RotationRun.IsServers) ? Prerequisites.ReachCache : [];
            Prerequisites.Check(kubectl, [.. rights, .. cacheRights], arguments.Mistakes);
        }

        arguments.Mistakes.ThrowIfAny();
        kubectl!.Hide(request!.Value ?? "");
        return Rotate(request, catalogue!, new TargetCluster(kubectl, timeout), arguments, stop);
    }

    private int Rotate(RotationRequest request, SecretCatalogue catalogue, TargetCluster cluster, Arguments arguments, StopSignal stop)
    {
        var time = TimeProvider.System;
        if (Journal.Find(cluster.Store.List(), cluster.Store, time) is { } unfinished)
        {
            if (unfinished.IsHeld && !arguments.Flag(_takeOver))
            {
                throw new KubectlException(
                    $"{unfinished.Key} is being rotated, since {unfinished.Started} by {unfinished.HeldBy}; wait for that, or give --take-over if it is dead");
            }

            Console.Error.WriteLine($"{unfinished.Key}: an unfinished rotation is there, since {unfinished.Started}, at step '{unfinished.Step}'; it is ended first");
            cluster.Kubectl.Hide(unfinished.NewValue);
            unfinished.TakeOver(unfinished.IsBack || arguments.Flag(_rollBack));
            var (plan, wasBack) = (unfinished.Plan, unfinished.IsBack);
            var run = new RotationRun(unfinished, catalogue, cluster, time);
            var code = new RotationEngine(run, stop).GoOn();
            if (code != ExitCode.Success || (unfinished.Key == request.Key.Name && Plans.IsRetirement(plan) == request.IsFinish))
            {
                // Undone because that was asked for: a success.
                return wasBack && arguments.Flag(_rollBack) && code == ExitCode.Failed && !Journal.IsThere(cluster.Store) ? ExitCode.Success : Done(code, request, run);
            }
        }
        else if (arguments.Flag(_rollBack))
        {
            throw new BadUsageException([$"There is no unfinished rotation in namespace {cluster.Kubectl.Namespace}; --roll-back has nothing to undo."]);
        }

        var begun = new RotationStart(cluster, catalogue, time).Begin(request, arguments.Mistakes);
        arguments.Mistakes.ThrowIfAny();
        var rotation = new RotationRun(begun!, catalogue, cluster, time);
        return Done(new RotationEngine(rotation, stop).GoOn(), request, rotation);
    }

    private static int Done(int code, RotationRequest request, RotationRun run)
    {
        if (code != ExitCode.Success)
        {
            return code;
        }

        Console.Out.WriteLine($"{(request.IsFinish ? "finished" : "rotated")}: {run.Key}");
        foreach (var secret in run.Cluster.Store.List().Values.Where(s => run.Secrets.Any(c => c.Name == s.Name)))
        {
            Console.Out.WriteLine($"secret: {secret.Name} (version {secret.Version})");
            if (secret.Value(run.Previous) is not null && secret.AcceptedUntil(run.Previous) is { } until)
            {
                Console.Error.WriteLine($"{run.Key}: {secret.Name} accepts the key before too; 'canopy secrets rotate --finish {run.Key}' ends that from {SecretObject.Stamp(until)} on");
            }
        }

        return code;
    }

    private RotationRequest? ReadRequest(Arguments arguments, SecretCatalogue? catalogue)
    {
        if (catalogue is null || arguments.Text(_key) is not { } name || catalogue.Find(name, arguments.Mistakes) is not { } key)
        {
            return null;
        }

        if (key.IsPrevious)
        {
            arguments.Mistakes.Add($"{name} holds the value before while both are accepted; rotate {name[..^CataloguedKey.PreviousSuffix.Length]}.");
        }

        var path = arguments.Text(_file);
        var file = path is null ? null : EnvFile.Read(path, arguments.Mistakes);
        var value = file?.Values.GetValueOrDefault(name);
        if (file is not null && value is null)
        {
            arguments.Mistakes.Add($"{path}: {name} has no value.");
        }

        foreach (var wrong in value is null ? [] : SecretRules.Check(key, value))
        {
            arguments.Mistakes.Add($"{path}: {wrong}");
        }

        if (path is not null)
        {
            GivenValues.WarnIfOpen(path);
        }

        return new RotationRequest(key, value, arguments.Flag(_finish), arguments.Flag(_noGrace));
    }

    private TimeSpan ReadTimeout(Arguments arguments)
    {
        if (arguments.Text(_timeout) is not { } text)
        {
            return TimeSpan.FromSeconds(DefaultTimeout);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= LongestTimeout)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        arguments.Mistakes.Add($"--timeout is {text}; it must be an integer from 1 to {LongestTimeout}.");
        return default;
    }
}
