using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Canopy.Runs.Tests.Api;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Canopy.Runs.Tests.Contracts;

/// <summary>
/// The documents in Canopy.Web/ClientApp/contracts, from which the page's types and checks are generated, say what the programs send. A
/// deliberate change of a contract is written with CANOPY_WRITE_GOLDEN=1; `npm run contracts` then brings the page after it.
/// </summary>
public sealed class ContractDocumentsTests(BackendFixture fixture) : IClassFixture<BackendFixture>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backend_OpenApiDocument_IsTheCommittedOne()
    {
        var document = await new ApiClient(fixture.Backend.CreateClient()).GetAsync("/openapi/v1.json");

        await AssertCommittedAsync("backend.json", await ApiClient.ReadAsync(document, HttpStatusCode.OK));
    }

    [Fact]
    public async Task Web_OwnMessages_AreThoseOfTheCommittedDocument()
        => await AssertCommittedAsync("web.json", WebDocument.Of(await SchemasAsync(WebDocument.Types)));

    /// <summary>The types' schemas and those that they refer to, in the form of the backend's document.</summary>
    private async Task<JsonObject> SchemasAsync(IReadOnlyList<Type> types)
    {
        await using var backend = fixture.Backend.WithWebHostBuilder(host => host.ConfigureServices(services =>
            services.AddSingleton<IApiDescriptionProvider>(new OnlyThese(types))));
        var document = await backend.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(Token);
        var json = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, Token))!;
        return json["components"]!["schemas"]!.DeepClone().AsObject();
    }

    private static async Task AssertCommittedAsync(string name, JsonNode document)
    {
        // Where a program listens is no part of what it says.
        document.AsObject().Remove("servers");
        var made = document.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("CANOPY_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(ContractDocuments.PathOf(name), made, Token);
        }

        Assert.Equal(await File.ReadAllTextAsync(ContractDocuments.PathOf(name), Token), made);
    }

    /// <summary>In place of the backend's routes: one route for each type, which answers it.</summary>
    private sealed class OnlyThese(IReadOnlyList<Type> types) : IApiDescriptionProvider
    {
        public int Order => int.MaxValue;

        public void OnProvidersExecuting(ApiDescriptionProviderContext context)
        {
            var json = new ApiResponseFormat { MediaType = "application/json" };
            context.Results.Clear();
            foreach (var type in types)
            {
                context.Results.Add(new ApiDescription
                {
                    HttpMethod = "GET",
                    RelativePath = type.Name,
                    ActionDescriptor = new ActionDescriptor { EndpointMetadata = [], RouteValues = { ["controller"] = "messages" } },
                    SupportedResponseTypes = { new ApiResponseType { StatusCode = 200, Type = type, ApiResponseFormats = { json } } },
                });
            }
        }

        public void OnProvidersExecuted(ApiDescriptionProviderContext context)
        {
        }
    }
}
