using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Canopy.Contracts;

namespace Canopy.Runs.Storage;

/// <summary>An idempotency key as the store knows it: nothing of what a caller sends is part of a name there.</summary>
/// <param name="Id">Of the caller and his key together: another caller's same key is another one.</param>
/// <param name="Request">Of what was asked for, however it was spelled: the same key does not stand for another request.</param>
internal sealed record CreationKey(string Id, string Request)
{
    /// <summary>Null where the request has no key.</summary>
    public static CreationKey? Of(CreateRun request) => request.Key is { } key
        ? new CreationKey(
            Hash(Encoding.UTF8.GetBytes($"{request.By}\n{key}")),
            Hash(JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.CreateRun)))
        : null;

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>What a key has made: the run, and the request that it was for (<see cref="CreationKey.Request"/>).</summary>
internal sealed record KeptCreation(string RunId, string Request);
