using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Canopy.Testing;

namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>A real nginx in front of some replicas, in a folder of its own, as the Ingress wants it.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canopy-nginx-").FullName;
    private readonly ManagedProcess _process;

    private NginxServer(IngressObject ingress, IEnumerable<int> replicas)
    {
        Ingress = ingress;
        Certificate = TlsFiles.Write(_folder, ingress.Host);
        var file = Path.Combine(_folder, "nginx.conf");
        File.WriteAllText(file, NginxConfiguration.Make(ingress, _folder, HttpPort, HttpsPort, replicas));
        _process = ManagedProcess.Start(Program(), ["-p", _folder, "-c", file]);
    }

    public IngressObject Ingress { get; }

    public X509Certificate2 Certificate { get; }

    public int HttpPort { get; } = FreePort.Next();

    public int HttpsPort { get; } = FreePort.Next();

    /// <summary>The certificate as a file, for clients that want one.</summary>
    public string CertificateFile => Path.Combine(_folder, TlsFiles.CertificateName);

    /// <summary>The address as people know it; <see cref="IngressClient"/> finds this nginx under it.</summary>
    public Uri Address => new($"https://{Ingress.Host}");

    public string Output => _process.Output;

    public static async Task<NginxServer> StartAsync(IngressObject ingress, params int[] replicas)
    {
        var server = new NginxServer(ingress, replicas);
        await Until.TrueAsync(server.IsListeningAsync, $"nginx listens; it said: {server.Output}");
        return server;
    }

    /// <summary>What it has answered so far; a socket is there when it has ended.</summary>
    public async Task<IReadOnlyList<AccessLine>> LogAsync()
    {
        await using var file = new FileStream(Path.Combine(_folder, "access.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = await reader.ReadToEndAsync();

        // The last line may still be on its way.
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(AccessLine.Parse)];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await _process.TerminateAsync();
        }

        _process.Dispose();
        Certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Debian has it where only root's PATH leads.</summary>
    private static string Program()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("nginx is not installed; ./canopy setup installs it.");

    private async Task<bool> IsListeningAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"nginx ended at its start: {_process.Output}");
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", HttpsPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
