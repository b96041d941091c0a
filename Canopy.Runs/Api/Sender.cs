using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Canopy.Runs.Api;

/// <summary>Who makes a request, as runs and their logs keep it.</summary>
internal static class Sender
{
    public static string? Of(HttpContext http) => http.User.FindFirst(ClaimTypes.NameIdentifier)?.Value;
}
