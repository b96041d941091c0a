using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Takes environment variables.</summary>
    public interface IResourceWithEnvironment : IResource;

    /// <summary>Takes command-line arguments.</summary>
    public interface IResourceWithArgs : IResource;

    /// <summary>Listens somewhere.</summary>
    public interface IResourceWithEndpoints : IResource;

    /// <summary>Can be held back until something else is ready.</summary>
    public interface IResourceWithWaitSupport : IResource;

    /// <summary>Can be asked over the network how it is.</summary>
    [Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public interface IResourceWithProbes : IResource;

    /// <summary>Runs code, so it is deployed as a workload.</summary>
    public interface IComputeResource : IResource;

    /// <summary>Shown beneath another resource.</summary>
    public interface IResourceWithParent : IResource
    {
        /// <summary>The resource it belongs to.</summary>
        IResource Parent { get; }
    }

    /// <inheritdoc cref="IResourceWithParent"/>
    public interface IResourceWithParent<out T> : IResourceWithParent
        where T : IResource
    {
        /// <inheritdoc cref="IResourceWithParent.Parent"/>
        new T Parent { get; }

        IResource IResourceWithParent.Parent => Parent;
    }
}

namespace Aspire.Hosting
{
    /// <summary>Found by its name through service discovery.</summary>
    public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
}
