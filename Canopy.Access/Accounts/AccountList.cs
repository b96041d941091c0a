namespace Canopy.Access.Accounts;

/// <summary>Everybody who may sign in by a password.</summary>
public sealed class AccountList
{
    private static readonly char[] Separators = [';', '\n', '\r'];
    private readonly Dictionary<string, Account> _accounts;
    private readonly PasswordHash _nobody;
    private readonly Func<PasswordHash, string, bool> _fits;

    public AccountList(IEnumerable<Account> accounts)
        : this(accounts, (hash, password) => hash.Fits(password))
    {
    }

    /// <summary>For tests: what is checked can be seen.</summary>
    internal AccountList(IEnumerable<Account> accounts, Func<PasswordHash, string, bool> fits)
    {
        _accounts = accounts.ToDictionary(a => a.Name, StringComparer.Ordinal);
        _nobody = PasswordHash.OfNothing(_accounts.Values.Select(a => a.Password.Rounds).DefaultIfEmpty(PasswordHash.Iterations).Max());
        _fits = fits;
    }

    public int Count => _accounts.Count;

    /// <summary>Reads the entries of a text, and everything that is wrong with them: entries are named by their number.</summary>
    public static (AccountList Accounts, IReadOnlyList<string> Mistakes) Parse(string? text)
    {
        var accounts = new List<Account>();
        var mistakes = new List<string>();
        var entries = (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < entries.Length; i++)
        {
            var (account, mistake) = Account.Parse(entries[i]);
            if (account is null)
            {
                mistakes.Add($"entry {i + 1} {mistake}");
            }
            else if (accounts.Exists(a => a.Name == account.Name))
            {
                mistakes.Add($"entry {i + 1} has the name of an entry before it; accepted: each name once");
            }
            else
            {
                accounts.Add(account);
            }
        }

        return (new AccountList(accounts), mistakes);
    }

    /// <summary>The account of that name, whatever its password.</summary>
    public Account? Find(string name) => _accounts.GetValueOrDefault(name);

    /// <summary>
    /// The account that name and password belong to, or null. For a name that is not there a password is checked as well, so that
    /// the time tells nobody which names are.
    /// </summary>
    public Account? Check(string name, string password)
    {
        var account = Find(name);
        return _fits(account?.Password ?? _nobody, password) ? account : null;
    }
}
