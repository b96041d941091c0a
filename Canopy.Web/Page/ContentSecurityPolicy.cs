namespace Canopy.Web.Page;

/// <summary>What the page may load and where it may connect: ourselves, and pictures that it makes.</summary>
internal static class ContentSecurityPolicy
{
    public static readonly string Value = string.Join("; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
}
