namespace Canopy.CasCor.Training;

/// <summary>Work in as many parts as a <see cref="WorkerTeam"/> has members.</summary>
internal interface ITeamWork
{
    /// <summary>Does one part; parts run at the same time.</summary>
    void Run(int part, int parts);
}
