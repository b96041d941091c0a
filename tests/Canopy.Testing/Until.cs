namespace Canopy.Testing;

/// <summary>Waits for conditions instead of guessing how long things take.</summary>
public static class Until
{
    /// <summary>Long enough for the slowest machine; a test that gets here has failed.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Asks until the answer is not null, and returns it.</summary>
    public static async Task<T> NotNullAsync<T>(Func<Task<T?>> ask, string what, TimeSpan? limit = null)
        where T : class
    {
        T? found = null;
        await TrueAsync(async () => (found = await ask()) is not null, what, limit);
        return found!;
    }

    /// <summary>Asks until the answer is true. Exceptions of a server that is not there count as "not yet".</summary>
    public static async Task TrueAsync(Func<Task<bool>> ask, string what, TimeSpan? limit = null)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        Exception? last = null;
        while (TimeProvider.System.GetElapsedTime(deadline) < (limit ?? Limit))
        {
            try
            {
                if (await ask())
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                last = exception;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"Waited {(limit ?? Limit).TotalSeconds:0} s in vain until {what}.", last);
    }
}
