using Canopy.Access;
using Canopy.Access.Accounts;
using Canopy.Testing;

namespace Canopy.ServiceDefaults.Tests.Security;

public class AccountTests
{
    [Fact]
    public void Accounts_WithSemicolonsOrLines_AreRead()
    {
        var ada = TestTokens.Account("ada", AccessRole.Operator, "difference engine");
        var max = TestTokens.Account("max", AccessRole.Viewer, "über alle Maßen");

        var (semicolons, mistakes) = AccountList.Parse($" {ada}; {max} ;");
        var (lines, _) = AccountList.Parse($"{ada}\r\n\n{max}\n");

        Assert.Empty(mistakes);
        foreach (var accounts in new[] { semicolons, lines })
        {
            Assert.Equal(2, accounts.Count);
            Assert.Equal(AccessRole.Operator, accounts.Check("ada", "difference engine")?.Role);
            Assert.Equal(AccessRole.Viewer, accounts.Check("max", "über alle Maßen")?.Role);
            Assert.Null(accounts.Check("ada", "Difference engine"));
            Assert.Null(accounts.Check("Ada", "difference engine"));
            Assert.Null(accounts.Check("ada", ""));
            // Half of a pair.
            Assert.Null(accounts.Check("ada", "\ud83d"));
        }
    }

    [Fact]
    public void Accounts_WithMistakes_NameAllOfThemAndNoHash()
    {
        var hash = PasswordHash.Of("difference engine", PasswordHash.MinIterations).ToString();
        var (_, mistakes) = AccountList.Parse(string.Join(';',
            "ada", $"a b:viewer:{hash}", $"ada:owner:{hash}", "ada:viewer:secret", "ada:viewer:pbkdf2-sha256$1$AAAAAAAAAAAA$BBBB",
            $"ada:viewer:{hash}", $"ada:admin:{hash}"));

        Assert.Equal(
            [
                "entry 1 is not of the form NAME:ROLE:HASH",
                $"entry 2 has no possible name; accepted: {AccessName.Accepted}",
                "entry 3 has no known role; accepted: viewer, operator, admin",
                $"entry 4 has no possible hash; accepted: {PasswordHash.Accepted}",
                $"entry 5 has no possible hash; accepted: {PasswordHash.Accepted}",
                "entry 7 has the name of an entry before it; accepted: each name once",
            ],
            mistakes);
    }

    [Fact]
    public void Check_OfAnUnknownName_CostsAsMuchAsOfAKnownOne()
    {
        var rounds = new List<int>();
        var accounts = new AccountList(
            [new Account("ada", AccessRole.Viewer, PasswordHash.Of("difference engine", 200_000))],
            (hash, password) =>
            {
                rounds.Add(hash.Rounds);
                return hash.Fits(password);
            });

        Assert.Null(accounts.Check("ada", "wrong"));
        Assert.Null(accounts.Check("nobody", "wrong"));

        Assert.Equal([200_000, 200_000], rounds);
    }

    [Fact]
    public void Hash_OfAnotherProgram_Fits()
    {
        // Made by: openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt pass:password -kdfopt salt:saltsalt -kdfopt iter:100000 PBKDF2
        var hash = PasswordHash.Parse("pbkdf2-sha256$100000$c2FsdHNhbHQ=$Dq/FSAE9aDFLhneTCYV8JA1eJS7pdgr51O28euBcxUc=");

        Assert.True(hash?.Fits("password"));
    }

    [Fact]
    public void Stamp_OfAnAccount_ChangesWithPasswordAndRole()
    {
        var password = PasswordHash.Of("difference engine", PasswordHash.MinIterations);
        var account = new Account("ada", AccessRole.Viewer, password);

        Assert.Equal(account.Stamp, Account.Parse(account.ToEntry()).Account?.Stamp);
        Assert.NotEqual(account.Stamp, new Account("ada", AccessRole.Operator, password).Stamp);
        Assert.NotEqual(account.Stamp, new Account("ada", AccessRole.Viewer, PasswordHash.Of("difference engine", PasswordHash.MinIterations)).Stamp);
        Assert.DoesNotContain("$", account.ToString(), StringComparison.Ordinal);
    }
}
