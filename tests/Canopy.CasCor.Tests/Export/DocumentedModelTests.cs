using System.Text;

namespace Canopy.CasCor.Tests.Export;

public sealed class DocumentedModelTests
{
    [Theory]
    [InlineData(-0.5f, -0.5f, "same")]
    [InlineData(-0.5f, 0.5f, "different")]
    [InlineData(0.5f, -0.5f, "different")]
    [InlineData(0.5f, 0.5f, "same")]
    public void FromJson_ExampleOfTheDocumentation_SolvesXor(float a, float b, string expected)
    {
        var model = TrainedModel.FromJson(Encoding.UTF8.GetBytes(Example()));

        Assert.Equal(expected, model.LabelOf(model.Classify([a, b])));
    }

    private static string Example() => File.ReadAllText(Repository.PathOf("docs/onnx.md")).Split("```json")[1].Split("```")[0];
}
