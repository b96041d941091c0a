using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Canopy.ServiceDefaults.Tests;

public class SmokeTests
{
    [Fact]
    public async Task Program_WithDefaultsOnly_Builds()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults();

        await using var app = builder.Build();

        app.MapDefaultEndpoints();
    }
}
