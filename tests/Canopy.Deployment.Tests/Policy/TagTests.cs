using System.Reflection;
using System.Text.RegularExpressions;

namespace Canopy.Deployment.Tests.Policy;

/// <summary>The specification's rows have tests of their names.</summary>
public sealed partial class TagTests
{
    /// <summary>Rows of the specification that are delivered.</summary>
    public static TheoryData<string> Tags =>
    [
        "K8S00", "K8S01", "K8S02", "K8S03", "K8S04", "K8S06", "K8S07", "K8S08", "K8S09", "K8S10", "K8S11", "K8S12", "K8S13", "K8S20", "K8S22", "K8S24",
        "K8S30", "K8S31", "K8S32", "K8S33", "K8S34", "K8S40", "K8S41", "K8S42", "K8S43", "K8S46", "K8S50",
    ];

    [Theory]
    [MemberData(nameof(Tags))]
    public void Row_HasATest(string tag) => Assert.Contains(Tests(), test => test.Name.StartsWith(tag + "_", StringComparison.Ordinal));

    [Fact]
    public void Test_OfAPolicy_BeginsWithItsRow() =>
        Assert.All(Tests().Where(test => test.DeclaringType!.Namespace!.EndsWith(".Policy", StringComparison.Ordinal) && test.DeclaringType != typeof(TagTests)), test => Assert.Matches(TaggedName(), test.Name));

    private static IEnumerable<MethodInfo> Tests() => typeof(TagTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute)));

    [GeneratedRegex("^K8S[0-9]{2}_", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex TaggedName();
}
