namespace Canopy.ServiceDefaults.Shutdown;

/// <summary>Ends the program when its standard input is closed: its launcher is gone, whatever killed it.</summary>
internal static class StdinWatch
{
    public const string Key = "CANOPY_EXIT_ON_STDIN_CLOSE";

    public static void Start(Action closed)
    {
        var thread = new Thread(() => Watch(closed)) { IsBackground = true, Name = "stdin watch" };
        thread.Start();
    }

    private static void Watch(Action closed)
    {
        try
        {
            using var input = Console.OpenStandardInput();
            var buffer = new byte[256];
            while (input.Read(buffer) > 0)
            {
                // What is written there means nothing to us.
            }
        }
        catch (IOException)
        {
            // As good as closed.
        }

        closed();
    }
}
