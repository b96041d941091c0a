namespace Canopy.Web.Backend;

/// <summary>All changes under <c>/v1</c> are the backend's; what is read, web reads from the store itself.</summary>
internal static class ForwardingApi
{
    private static readonly string[] Writes = [HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    public static IEndpointRouteBuilder MapForwarding(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/v1/{**path}", Writes, (HttpContext context, Forwarder forwarder) => forwarder.ForwardAsync(context))
            .DisableAntiforgery()
            .ExcludeFromDescription();
        return routes;
    }
}
