using Canopy.Pipeline.Tests.Support;

namespace Canopy.Pipeline.Tests.Scripts;

/// <summary>eng/setup.sh: installing what is missing on this machine.</summary>
public sealed class SetupTests : IDisposable
{
    private const string Locked = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4711 (unattended-upgr)";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Install_LockHeldByAnotherProgram_WaitsAndSaysSo()
    {
        // Held at the first two calls.
        Outcome setup = await InstallAsync($"n=$(cat calls 2>/dev/null || echo 0); echo $((n + 1)) >calls; if ((n < 2)); then echo '{Locked}' >&2; exit 100; fi");

        Assert.True(setup.ExitCode == 0, setup.All);
        Assert.Single(setup.Errors.Split('\n'), line => line.Contains("another program holds the package system's lock; waiting", StringComparison.Ordinal) && line.Contains("4711", StringComparison.Ordinal));
        Assert.Contains("canopy: installed: no-such-program", setup.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_LockNeverFree_GivesUpWithTheReason()
    {
        Outcome setup = await InstallAsync($"echo '{Locked}' >&2; exit 100", patience: 0);

        Assert.Equal(1, setup.ExitCode);
        Assert.Contains(Locked, setup.Errors, StringComparison.Ordinal);
        Assert.EndsWith("canopy: the list of packages could not be read\n", setup.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Installs one package with a stand-in for apt-get.</summary>
    private Task<Outcome> InstallAsync(string aptGet, int patience = 600)
    {
        _folder.WriteProgram("bin/apt-get", $"#!/usr/bin/env bash\n{aptGet}\n");
        _folder.WriteProgram("bin/sleep", "#!/bin/sh\n");
        _folder.WriteProgram("bin/id", "#!/bin/sh\necho 0\n");
        string eng = Repository.PathOf("eng");
        return Command.RunAsync(
            "bash",
            ["-euo", "pipefail", "-c", $". '{eng}/say.sh'; . '{eng}/setup.sh'; need no-such-program no-such-program; install_missing"],
            _folder.Path,
            environment: new Dictionary<string, string>
            {
                ["PATH"] = $"{_folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
                ["CANOPY_PACKAGE_LOCK_SECONDS"] = patience.ToString(null as IFormatProvider),
            });
    }
}
