namespace Canopy.Contracts;

/// <summary>Kind of a log entry; numbers are part of the stored format and never reused.</summary>
public enum EventKind : byte
{
    /// <summary>Stands in the place of an entry whose layout is newer than <see cref="FrameHeader.LayoutVersion"/>. Never stored.</summary>
    Unknown = 0,

    /// <summary>Columns of consecutive output epochs (<see cref="EpochColumns"/>).</summary>
    OutputEpochs = 1,

    /// <summary>Columns of consecutive candidate epochs (<see cref="EpochColumns"/>).</summary>
    CandidateEpochs = 2,

    /// <summary>JSON <see cref="StatusChange"/>.</summary>
    StatusChange = 16,

    /// <summary>JSON <see cref="PhaseChange"/>.</summary>
    PhaseChange = 17,

    /// <summary>JSON <see cref="CascadeAdd"/>.</summary>
    CascadeAdd = 18,

    /// <summary>JSON <see cref="Topology"/>.</summary>
    Topology = 19,

    /// <summary>JSON <see cref="ParamsUpdated"/>.</summary>
    ParamsUpdated = 20,

    /// <summary>JSON <see cref="OwnerChange"/>.</summary>
    OwnerChange = 21,

    // From 128: frames of one connection, never stored.

    /// <summary>JSON <see cref="ConnectionEstablished"/>.</summary>
    ConnectionEstablished = 128,

    /// <summary>JSON <see cref="InitialStatus"/>.</summary>
    InitialStatus = 129,

    /// <summary>JSON <see cref="Ping"/>.</summary>
    Ping = 130,

    /// <summary>JSON <see cref="ServerShutdown"/>.</summary>
    ServerShutdown = 131,

    /// <summary>JSON <see cref="Pong"/>.</summary>
    Pong = 132,
}

/// <summary>Bits of <see cref="FrameHeader.Flags"/>.</summary>
[Flags]
public enum FrameFlags : ushort
{
    None = 0,

    /// <summary>The frame stands for several entries, <see cref="EpochColumns.FromSeq"/> to its own number, and holds only some of their points.</summary>
    Coalesced = 1,
}
