using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Canopy.Backend;

/// <summary>Has the OpenAPI document say that every route needs a token, and what is answered without: docs/security.md.</summary>
internal sealed class AccessDescription : IOpenApiDocumentTransformer
{
    private const string Scheme = "token";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "From a sign-in at web (POST /v1/session) or from `canopy token`. Reading needs the role viewer, everything else operator. "
                + "An installation without a signing key asks nobody.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        foreach (var operations in document.Paths.Values.Select(path => path.Operations ?? []))
        {
            foreach (var (method, operation) in operations)
            {
                operation.Responses ??= [];
                operation.Responses.TryAdd("401", Problem("No valid token."));
                if (method != HttpMethod.Get)
                {
                    operation.Responses.TryAdd("403", Problem("The token's role is too low, or the installation is read-only."));
                }
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiResponse Problem(string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
    };
}
