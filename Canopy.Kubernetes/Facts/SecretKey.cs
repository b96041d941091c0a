namespace Canopy.Kubernetes;

/// <summary>How a secret's value comes about.</summary>
public enum SecretSource
{
    /// <summary>Somebody gives it.</summary>
    Given,

    /// <summary>64 random bytes as base64: a key for HMAC-SHA256.</summary>
    Jwt,

    /// <summary>32 random letters and digits.</summary>
    Password,
}

/// <summary>A variable that a workload gets from its Secret.</summary>
/// <param name="Name">The variable, and the Secret's key.</param>
/// <param name="Description">For whoever has to give it.</param>
/// <param name="Source">Where its value comes from.</param>
/// <param name="Required">Whether the workload starts only with it.</param>
public sealed record SecretKey(string Name, string Description, SecretSource Source = SecretSource.Given, bool Required = true);
