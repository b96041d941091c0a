using Canopy.Deployment.Tests.Built;
using Canopy.Testing;

namespace Canopy.Deployment.Tests.Rules;

/// <summary>The checks themselves: the sample keeps every rule, and each mistake that is put into it is found, by its rule, where it is.</summary>
public sealed class BadSampleTests
{
    /// <summary>Rule, object, what it says, what it says wrongly, and a part of the complaint.</summary>
    public static TheoryData<string, string, string, string, string> Mistakes => [.. BadSamples.All];

    public static TheoryData<string> EachRule => [.. RuleBook.Rules.Keys];

    [Fact]
    public void Sample_AsItIs_KeepsEveryRule() => Assert.Empty(RuleBook.Check(Sample.Good));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Sample_WithAMistake_IsRefusedByItsRule(string rule, string item, string find, string replacement, string complaint) =>
        Assert.Contains(RuleBook.Rules[rule](Sample.With(item, find, replacement)), problem => problem.Contains(complaint, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(EachRule))]
    public void Rule_HasAMistakeThatItFinds(string rule) => Assert.Contains(rule, BadSamples.All.Select(mistake => mistake.Data.Item1).Append("routes have a listener"));

    [Theory]
    [InlineData("web", "https", null)]
    [InlineData("wob", "https", "there is no Gateway 'wob'")]
    [InlineData("web", "tls", "with a listener 'tls'")]
    [InlineData("web", "other", "no listener of web takes its host names")]
    [InlineData("web", "https", "listener 'other' has no certificate", "HTTPS")]
    public void HttpRoute_OfAGateway_NeedsItsListener(string gateway, string section, string? complaint, string protocol = "HTTP")
    {
        var problems = RouteRules.RoutesHaveAListener(Sample.And($$$"""
            kind: Gateway
            metadata: {name: web}
            spec: {listeners: [{name: https, protocol: HTTPS, hostname: canopy.example.com, tls: {certificateRefs: [{name: web-tls}]}}, {name: other, protocol: {{{protocol}}}, hostname: www.example.com}]}
            ---
            kind: HTTPRoute
            metadata: {name: web}
            spec: {parentRefs: [{name: {{{gateway}}}, sectionName: {{{section}}}}], hostnames: [canopy.example.com]}
            """));

        if (complaint is null)
            Assert.Empty(problems);
        else
            Assert.Contains(complaint, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void ServiceAccount_Twice_IsRefused()
    {
        var twice = Sample.And("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: canopy-prod}");

        Assert.Equal(["ServiceAccount/web: is there 2 times"], NameRules.AreUnique(twice));
    }

    [Fact]
    public void Secret_WithValues_IsRefused()
    {
        var withSecret = Sample.And("apiVersion: v1\nkind: Secret\nmetadata: {name: web-secrets, namespace: canopy-prod}\nstringData: {X: y}");

        Assert.Contains("Secret/web-secrets: is a Secret with its values", SecretValueRules.AreNowhere(withSecret));
    }

    [Theory]
    [InlineData("data.GREETING", "hello", false)]
    [InlineData("data.JWT_SECRET_KEY", "hello", true)]
    [InlineData("data.REDIS_PASSWORD", "from-secret", false)]
    [InlineData("data.X", "redis://:hunter2hunter2@cache:6379", true)]
    [InlineData("data.X", "redis://cache:6379", false)]
    [InlineData("data.X", "v3UJgMJ5SkZRlbgVwxirCm9Qy2LtPz", true)]
    [InlineData("data.X", "b40a52fbd1cfba7a28b6bd0e2b3c0d7d9ac5d0c8f2b7cbd76d2f2d7c43c8a5e1", false)]
    [InlineData("data.X", "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", false)]
    [InlineData("data.X", "-----BEGIN RSA PRIVATE KEY-----", true)]
    [InlineData("data.X", "https://hooks." + "slack.com/services/T0/B0/x", true)]
    [InlineData("spec.automountServiceAccountToken", "false", false)]
    [InlineData("spec.containers.0.env.0.valueFrom.secretKeyRef.name", "web-secrets", false)]
    public void LooksSecret_Value_IsTold(string path, string text, bool expected) => Assert.Equal(expected, SecretValueRules.LooksSecret(path, text));

    [Theory]
    [InlineData("v1.29.4")]
    [InlineData("v1.20.5")]
    [InlineData("")]
    public void Kubectl_TooOld_IsRefusedWithOneSentence(string version) =>
        Assert.Equal($"{Kubectl.Needed}; found {version}.", Assert.Throws<InvalidOperationException>(() => Kubectl.Require(version)).Message);

    [Theory]
    [InlineData("v1.30.0")]
    [InlineData("v1.32.4-dispatcher")]
    [InlineData("v2.0.0")]
    public void Kubectl_NewEnough_IsTaken(string version) => Kubectl.Require(version);

    [Theory]
    [InlineData("250m", "0.25")]
    [InlineData("1000m", "1")]
    [InlineData("2", "2")]
    [InlineData("1Gi", "1073741824")]
    [InlineData("512Mi", "536870912")]
    [InlineData("1e3", "1000")]
    public void Quantity_Text_IsAnAmount(string text, string amount) => Assert.Equal(decimal.Parse(amount), Quantity.Parse(text));
}
