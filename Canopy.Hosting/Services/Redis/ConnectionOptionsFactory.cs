using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Canopy.Hosting.Services.Redis;

/// <summary>Begins the options with what the connection string says; everybody's <c>Configure</c> comes after.</summary>
internal sealed class ConnectionOptionsFactory(
    StackExchangeRedisSettings settings,
    IEnumerable<IConfigureOptions<ConfigurationOptions>> setups,
    IEnumerable<IPostConfigureOptions<ConfigurationOptions>> postConfigures,
    IEnumerable<IValidateOptions<ConfigurationOptions>> validations)
    : OptionsFactory<ConfigurationOptions>(setups, postConfigures, validations)
{
    protected override ConfigurationOptions CreateInstance(string name)
    {
        // Newer versions of the library know options that this one does not.
        var options = settings.ConnectionString is { Length: > 0 } text
            ? ConfigurationOptions.Parse(text, ignoreUnknown: true)
            : new ConfigurationOptions();
        // A server that starts after us must not stop us.
        options.AbortOnConnectFail = false;
        return options;
    }
}
