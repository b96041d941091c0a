using System.Net;
using Canopy.Web.Control;

namespace Canopy.Web.Backend;

/// <summary>The backend does not take this from whoever asks; nothing was changed.</summary>
internal sealed class BackendForbidsException(HttpStatusCode status, string message) : Exception(message)
{
    public string Code => status == HttpStatusCode.Unauthorized ? ControlCode.Unauthorized : ControlCode.Forbidden;
}
