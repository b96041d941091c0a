namespace Canopy.AppHost.Publishing;

/// <summary>What only a published program has: on this machine nobody signs in, and ports are chosen by the launch profile.</summary>
internal static class PublishedExtensions
{
    /// <summary>The port that the program has in a cluster.</summary>
    public static IResourceBuilder<T> WithPublishedPort<T>(this IResourceBuilder<T> program, int port)
        where T : IResourceWithEndpoints =>
        program.ApplicationBuilder.ExecutionContext.IsPublishMode ? program.WithEndpoint("http", endpoint => endpoint.TargetPort = port) : program;

    /// <summary>A variable with a secret of the installation's, whose parameter has the name in lower case.</summary>
    public static IResourceBuilder<T> WithPublishedSecret<T>(this IResourceBuilder<T> program, string variable)
        where T : IResourceWithEnvironment
    {
        var builder = program.ApplicationBuilder;
        if (!builder.ExecutionContext.IsPublishMode)
        {
            return program;
        }

        var name = variable.ToLowerInvariant().Replace('_', '-');
        var parameter = builder.Resources.OfType<ParameterResource>().FirstOrDefault(p => p.Name == name);
        return program.WithEnvironment(variable, parameter is null ? builder.AddParameter(name, secret: true) : builder.CreateResourceBuilder(parameter));
    }
}
