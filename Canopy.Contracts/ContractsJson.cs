using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Canopy.CasCor;

namespace Canopy.Contracts;

/// <summary>The one JSON form of everything that crosses a process: snake_case names, enums as snake_case strings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    Converters = [
        typeof(SnakeCaseEnumConverter<RunStatus>), typeof(SnakeCaseEnumConverter<RunPhase>),
        typeof(SnakeCaseEnumConverter<RunCommandKind>), typeof(SnakeCaseEnumConverter<StepUnit>),
        typeof(SnakeCaseEnumConverter<Activation>), typeof(SnakeCaseEnumConverter<ActivationSet>), typeof(SnakeCaseEnumConverter<Optimiser>),
        typeof(SnakeCaseEnumConverter<CandidateObjective>), typeof(SnakeCaseEnumConverter<SumPrecision>), typeof(SnakeCaseEnumConverter<ProblemKind>)])]
[JsonSerializable(typeof(CreateRun))]
[JsonSerializable(typeof(RunDescription))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(RunLogPage))]
[JsonSerializable(typeof(RunCommand))]
[JsonSerializable(typeof(RunCommandResult))]
[JsonSerializable(typeof(DatasetValues))]
[JsonSerializable(typeof(NetworkWeights))]
[JsonSerializable(typeof(TrainingOptions))]
[JsonSerializable(typeof(StatusChange))]
[JsonSerializable(typeof(PhaseChange))]
[JsonSerializable(typeof(CascadeAdd))]
[JsonSerializable(typeof(Topology))]
[JsonSerializable(typeof(ParamsUpdated))]
[JsonSerializable(typeof(OwnerChange))]
[JsonSerializable(typeof(ConnectionEstablished))]
[JsonSerializable(typeof(InitialStatus))]
[JsonSerializable(typeof(Ping))]
[JsonSerializable(typeof(Pong))]
[JsonSerializable(typeof(ServerShutdown))]
[JsonSerializable(typeof(SystemStatus))]
[JsonSerializable(typeof(SignIn))]
[JsonSerializable(typeof(SignedIn))]
[JsonSerializable(typeof(SessionStatus))]
[JsonSerializable(typeof(ControlMessage))]
[JsonSerializable(typeof(CommandResponse))]
[JsonSerializable(typeof(IReadOnlyList<OptionDescriptor>))]
[JsonSerializable(typeof(IReadOnlyList<GeneratorDescriptor>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, TrainingOptions>))]
[JsonSerializable(typeof(OptionCatalogueBody))]
[JsonSerializable(typeof(GeneratorCatalogueBody))]
[JsonSerializable(typeof(DatasetDescription))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(float[][]))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(double?))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(DateTimeOffset?))]
[JsonSerializable(typeof(ProblemKind?))]
[JsonSerializable(typeof(RunCommandKind?))]
[JsonSerializable(typeof(StepUnit?))]
public sealed partial class ContractsJson : JsonSerializerContext;

/// <summary>Enums as snake_case strings, of flags several with commas between them; numbers are refused.</summary>
public sealed class SnakeCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
