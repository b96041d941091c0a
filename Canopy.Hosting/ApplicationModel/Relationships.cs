using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>How one resource relates to another, for display.</summary>
    public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
    {
        /// <summary>The other resource.</summary>
        public IResource Resource { get; } = resource;

        /// <summary>"Parent", "Reference", "WaitFor" or a word of your own.</summary>
        public string Type { get; } = type;
    }

    /// <summary>Which drawing of an icon is meant.</summary>
    public enum IconVariant
    {
        /// <summary>Outlined.</summary>
        Regular,

        /// <summary>Filled.</summary>
        Filled,
    }

    /// <summary>The icon shown for a resource.</summary>
    public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
    {
        /// <summary>Name in the Fluent UI icon set.</summary>
        public string IconName { get; } = iconName;

        /// <summary>Outlined or filled.</summary>
        public IconVariant IconVariant { get; } = iconVariant;
    }
}

namespace Aspire.Hosting
{
    public static partial class ResourceBuilderExtensions
    {
        /// <summary>Shows the resource beneath another.</summary>
        public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> parent)
            where T : IResource => builder.WithParentRelationship(parent.Resource);

        /// <inheritdoc cref="WithParentRelationship{T}(IResourceBuilder{T}, IResourceBuilder{IResource})"/>
        public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResource parent)
            where T : IResource => builder.WithRelationship(parent, "Parent");

        /// <summary>States a relation, for display.</summary>
        public static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource resource, string type)
            where T : IResource => builder.WithAnnotation(new ResourceRelationshipAnnotation(resource, type));

        /// <summary>States that this resource uses another.</summary>
        public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResource resource)
            where T : IResource => builder.WithRelationship(resource, "Reference");

        /// <summary>Chooses the icon shown for the resource.</summary>
        public static IResourceBuilder<T> WithIconName<T>(this IResourceBuilder<T> builder, string iconName, IconVariant iconVariant = IconVariant.Filled)
            where T : IResource => builder.WithAnnotation(new ResourceIconAnnotation(iconName, iconVariant), ResourceAnnotationMutationBehavior.Replace);

        /// <summary>Leaves the resource out when the application is published.</summary>
        public static IResourceBuilder<T> ExcludeFromManifest<T>(this IResourceBuilder<T> builder)
            where T : IResource => builder.WithAnnotation(ManifestPublishingCallbackAnnotation.Ignore, ResourceAnnotationMutationBehavior.Replace);
    }
}
