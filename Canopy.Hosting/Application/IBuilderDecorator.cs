using Aspire.Hosting;

namespace Canopy.Hosting.Application;

/// <summary>A builder that stands in front of the real one.</summary>
internal interface IBuilderDecorator
{
    IDistributedApplicationBuilder Inner { get; }
}
