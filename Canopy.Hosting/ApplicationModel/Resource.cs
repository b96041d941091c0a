using System.Collections.ObjectModel;
using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the distributed application: a program, a store, a value.</summary>
public interface IResource
{
    /// <summary>Unique name, also used in environment variables and log prefixes.</summary>
    string Name { get; }

    /// <summary>Everything that was said about the resource in the AppHost.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>One fact about a resource.</summary>
public interface IResourceAnnotation;

/// <summary>The facts about one resource, in the order they were stated.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;

/// <summary>What happens to an annotation of the same type that is already there.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>Keep it and add the new one.</summary>
    Append,

    /// <summary>Remove it first.</summary>
    Replace,
}

/// <inheritdoc cref="IResource"/>
[DebuggerDisplay("{GetType().Name,nq} {Name}")]
public abstract class Resource : IResource
{
    protected Resource(string name)
    {
        ResourceName.Validate(name);
        Name = name;
    }

    /// <inheritdoc/>
    public virtual string Name { get; }

    /// <inheritdoc/>
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
