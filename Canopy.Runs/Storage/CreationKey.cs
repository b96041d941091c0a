using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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
            Hash(JsonSerializer.SerializeToUtf8Bytes(Ordered(request), ContractsJson.Default.CreateRun)))
        : null;

    /// <summary>Members whose names the contract does not fix come in the order of their names.</summary>
    private static CreateRun Ordered(CreateRun request) => request with
    {
        Options = Ordered(request.Options),
        Dataset = request.Dataset with { Parameters = request.Dataset.Parameters is { } given ? new(given.OrderBy(p => p.Key, StringComparer.Ordinal)) : null },
    };

    private static JsonObject? Ordered(JsonObject? members) => members is null ? null : new JsonObject(members
        .OrderBy(m => m.Key, StringComparer.Ordinal)
        .Select(m => KeyValuePair.Create(m.Key, m.Value is JsonObject inner ? Ordered(inner) : m.Value?.DeepClone())));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>What a key has made: the run, and the request that it was for (<see cref="CreationKey.Request"/>).</summary>
internal sealed record KeptCreation(string RunId, string Request);
