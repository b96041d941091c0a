namespace Canopy.EndToEnd.Tests.Ingress;

/// <summary>
/// The nginx.conf that ingress-nginx would make of an Ingress, in the words of plain nginx: its Lua balancer becomes a hash
/// over the route's cookie, its more_set_headers add_header. The rest is as in its template
/// (rootfs/etc/nginx/template/nginx.tmpl).
/// </summary>
internal static class NginxConfiguration
{
    /// <summary>Idle connections to the pods that are kept: upstream-keepalive-connections of docs/ingress.md.</summary>
    private const int KeptConnections = 32;

    /// <summary>Makes the file for the replicas at these ports of 127.0.0.1.</summary>
    public static string Make(IngressObject ingress, string folder, int httpPort, int httpsPort, IEnumerable<int> replicas)
    {
        var settings = new NginxAnnotations(ingress);
        return $$"""
            daemon off;
            worker_processes 1;
            pid {{folder}}/nginx.pid;
            error_log stderr warn;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            events { worker_connections 1024; }

            http {
              log_format canopy '$remote_addr $request_method $uri $status [$upstream_addr] [$upstream_status]';
              access_log {{folder}}/access.log canopy;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              server_tokens off;
              keepalive_timeout 75s;
              ssl_protocols TLSv1.2 TLSv1.3;
              map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
              {{Limits(settings)}}
              {{Affinity(settings)}}
              {{CorsOrigin(settings)}}

              upstream {{ingress.Service}} {
                {{(settings.HasAffinity ? "hash $route consistent;" : "")}}
                {{string.Join("\n    ", replicas.Select(port => $"server 127.0.0.1:{port} max_fails=0;"))}}
                keepalive {{KeptConnections}};
                keepalive_timeout 60s;
              }

              server {
                listen 127.0.0.1:{{httpPort}};
                server_name {{ingress.Host}};
                location / { {{(settings.SslRedirect ? "return 308 https://$host$request_uri;" : Location(ingress, settings))}} }
              }

              server {
                listen 127.0.0.1:{{httpsPort}} ssl http2;
                server_name {{ingress.Host}};
                ssl_certificate {{folder}}/tls.crt;
                ssl_certificate_key {{folder}}/tls.key;
                location / { {{Location(ingress, settings)}} }
              }
            }
            """;
    }

    private static string Location(IngressObject ingress, NginxAnnotations settings) => $$"""
        {{(settings.RequestsPerSecond > 0 ? $"limit_req zone=rps burst={settings.RequestsPerSecond * settings.BurstMultiplier} nodelay;" : "")}}
              client_max_body_size {{settings.BodySize}};
              {{(settings.HasAffinity ? "add_header Set-Cookie $route_cookie always;" : "")}}
              {{CorsHeaders(settings)}}
              if ($preflight) {
                {{CorsHeaders(settings)}}
                return 204;
              }
              proxy_connect_timeout {{settings.ConnectSeconds}}s;
              proxy_send_timeout {{settings.SendSeconds}}s;
              proxy_read_timeout {{settings.ReadSeconds}}s;
              proxy_buffering off;
              proxy_http_version {{settings.HttpVersion}};
              proxy_next_upstream {{settings.NextUpstream}};
              proxy_next_upstream_tries 3;
              proxy_set_header Host $http_host;
              proxy_set_header Upgrade $http_upgrade;
              proxy_set_header Connection $connection_upgrade;
              proxy_set_header X-Real-IP $remote_addr;
              proxy_set_header X-Forwarded-For $remote_addr;
              proxy_set_header X-Forwarded-Host $http_host;
              proxy_set_header X-Forwarded-Proto $scheme;
              proxy_set_header X-Original-Forwarded-For $http_x_forwarded_for;
              proxy_set_header Proxy "";
              proxy_pass http://{{ingress.Service}};
        """;

    private static string Limits(NginxAnnotations settings) => settings.RequestsPerSecond == 0 ? "" : $"""
        limit_req_zone $binary_remote_addr zone=rps:5m rate={settings.RequestsPerSecond}r/s;
          limit_req_status 429;
        """;

    private static string Affinity(NginxAnnotations settings)
    {
        if (!settings.HasAffinity)
        {
            return "";
        }

        var attributes = string.Join("; ", new[]
        {
            "Path=/", "HttpOnly", "Secure",
            settings.CookieSeconds > 0 ? $"Max-Age={settings.CookieSeconds}" : "",
            settings.CookieSameSite.Length > 0 ? $"SameSite={settings.CookieSameSite}" : "",
        }.Where(a => a.Length > 0));
        var given = $"\"~(?:^|;\\s*){settings.CookieName}=(?<given>[^;]+)\"";
        return $$"""
            map $http_cookie $route { default $request_id; {{given}} $given; }
              map $http_cookie $route_cookie { default "{{settings.CookieName}}=$request_id; {{attributes}}"; {{given}} ""; }
            """;
    }

    private static string CorsOrigin(NginxAnnotations settings)
    {
        var origins = settings.HasCors ? settings.CorsOrigins.Select(o => $"\"{o}\" $http_origin;") : [];
        return $$"""
            map $http_origin $cors_origin { default ""; {{string.Join(' ', origins)}} }
              map "$request_method $cors_origin" $preflight { default ""; "~^OPTIONS ." 1; }
              map $cors_origin $cors_credentials { default "{{(settings.CorsCredentials ? "true" : "")}}"; "" ""; }
              map $cors_origin $cors_methods { default "{{settings.CorsMethods}}"; "" ""; }
              map $cors_origin $cors_headers { default "{{settings.CorsHeaders}}"; "" ""; }
            """;
    }

    /// <summary>Those without a value are not sent.</summary>
    private static string CorsHeaders(NginxAnnotations settings) => !settings.HasCors ? "" : """
        add_header Access-Control-Allow-Origin $cors_origin always;
              add_header Access-Control-Allow-Credentials $cors_credentials always;
              add_header Access-Control-Allow-Methods $cors_methods always;
              add_header Access-Control-Allow-Headers $cors_headers always;
        """;
}
