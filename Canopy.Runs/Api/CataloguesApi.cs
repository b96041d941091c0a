using System.Globalization;
using Canopy.CasCor;
using Canopy.Contracts;
using Canopy.Runs.Commands;
using Canopy.Runs.Datasets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Canopy.Runs.Api;

/// <summary>What a form for a new run needs.</summary>
internal static class CataloguesApi
{
    public static void MapCatalogues(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/options", Options).WithName("ListOptions").WithTags("Catalogues").WithSummary("Every option with its range, and the presets.");
        routes.MapGet("/generators", ListGenerators).WithName("ListGenerators").WithTags("Catalogues").WithSummary("Data generators and their parameters.");
        routes.MapGet("/datasets/preview", Preview).WithName("PreviewDataset").WithTags("Catalogues")
            .WithSummary("What a generator makes; its parameters are query parameters of their own names.");
    }

    private static Ok<OptionCatalogueBody> Options()
        => TypedResults.Ok(new OptionCatalogueBody(OptionCatalogue.All, TrainingPresets.All, TrainingPresets.Fahlman1990));

    private static Ok<GeneratorCatalogueBody> ListGenerators() => TypedResults.Ok(new GeneratorCatalogueBody(Generators.All));

    private static Results<Ok<DatasetValues>, ValidationProblem> Preview(HttpRequest request, string? generator, IOptions<RunsOptions> options)
    {
        var errors = new FieldErrors();
        var parameters = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Query.Where(q => q.Key != "generator"))
        {
            if (double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                parameters[name] = number;
            }
            else
            {
                errors.Add($"parameters.{name}", $"parameters.{name} must be a number.");
            }
        }

        var data = new DatasetSpecs(options.Value).Resolve(new DatasetSpec { Generator = generator ?? "", Parameters = parameters }, "", errors);
        return data is null || !errors.IsEmpty
            ? Problems.Invalid(errors.ToDictionary())
            : TypedResults.Ok(DatasetValuesReader.ToValues(data, generator, parameters));
    }
}
