namespace Canopy.Contracts;

/// <summary>
/// Version of all that is kept of a run: its record, options, commands, kinds of entries and checkpoints (docs/formats.md). It is in the
/// record, where every program that changes a run sets its own. Who reads an older one goes on with it; who meets a newer one lets
/// it alone.
/// </summary>
public static class RunFormat
{
    /// <summary>Also of records that do not name one: those are from before it was written.</summary>
    public static int Oldest => 1;

    /// <summary>The one that is written.</summary>
#if CANOPY_NEXT_FORMATS
    public static int Newest => 2; // The next program, as the tests of updates have it.
#else
    public static int Newest => 1;
#endif
}
