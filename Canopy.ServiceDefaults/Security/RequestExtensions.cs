using Microsoft.AspNetCore.Http;

namespace Canopy.ServiceDefaults.Security;

/// <summary>What can be said of a request before its route is known.</summary>
public static class RequestExtensions
{
    /// <summary>Whether the method changes nothing by its definition (RFC 9110, section 9.2.1).</summary>
    public static bool OnlyReads(this HttpRequest request)
        => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
}
