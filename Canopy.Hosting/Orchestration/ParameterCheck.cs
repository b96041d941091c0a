using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Canopy.Hosting.Orchestration;

/// <summary>Finds every parameter without a value before anything is started, so that all are named at once.</summary>
internal static class ParameterCheck
{
    public static async Task<List<string>> FindProblemsAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        List<string> problems = [];

        // A missing connection string may be an optional one; who needs it says so when it starts.
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(p => !p.IsConnectionString))
        {
            try
            {
                await parameter.GetValueAsync(cancellationToken);
            }
            catch (MissingParameterValueException e)
            {
                problems.Add(e.Message);
            }
        }

        return problems;
    }
}
