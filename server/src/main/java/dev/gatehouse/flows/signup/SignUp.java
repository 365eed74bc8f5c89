package dev.gatehouse.flows.signup;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.PasswordHash;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates accounts: for strangers who register, and for operators at the command line.
public final class SignUp {
  private final Database database;
  private final Accounts accounts;
  private final Roles roles;
  private final Passwords passwords;
  private final Audit audit;
  private final Randomness random;

  public SignUp(
      Database database,
      Accounts accounts,
      Roles roles,
      Passwords passwords,
      Audit audit,
      Randomness random) {
    this.database = database;
    this.accounts = accounts;
    this.roles = roles;
    this.passwords = passwords;
    this.audit = audit;
    this.random = random;
  }

  /// Registers a person, who gets the role `user`. Check the password policy first.
  public Outcome register(Person person, Secret password, Client client) {
    return create(person, password, new Standing(List.of(Roles.USER), false), client);
  }

  /// Creates an account of this standing. Check the password policy first.
  public Outcome create(Person person, Secret password, Standing standing, Client client) {
    if (database.read(tx -> accounts.findByEmail(tx, person.email)).isPresent()) {
      return new Outcome.EmailTaken();
    }
    return switch (passwords.hash(client.source(), password)) {
      case HashPool.Outcome.Busy<?>(Duration retryAfter) -> new Outcome.Busy(retryAfter);
      case HashPool.Outcome.Done<PasswordHash>(PasswordHash hash) ->
          store(person, hash, standing, client);
    };
  }

  private Outcome store(Person person, PasswordHash hash, Standing standing, Client client) {
    Account account =
        new Account(
            new UserId(random.uuid()),
            person.email.value(),
            person.name,
            true,
            standing.verified,
            0,
            null,
            database.clock().instant());
    New made = new New(account, person.email, hash, standing.roles);
    try {
      return database.write(tx -> insert(tx, made, client));
    } catch (StorageException.UniqueViolation e) {
      boolean taken = database.read(tx -> accounts.findByEmail(tx, person.email)).isPresent();
      // Otherwise somebody else allowed bare names in the same moment.
      return taken ? new Outcome.EmailTaken() : database.write(tx -> insert(tx, made, client));
    }
  }

  private Outcome insert(Tx tx, New made, Client client) {
    Account account = made.account;
    accounts.create(tx, account, made.email, made.hash.encoded());
    made.roles.forEach(role -> roles.grant(tx, account.id(), role));
    if (made.email.isAtLocalhost()) {
      accounts.allowBareNames(tx);
    }
    String id = account.id().toString();
    audit.record(tx, AuditEvent.done(id, "account.create", id), client);
    return new Outcome.Registered(account);
  }

  private record New(Account account, EmailAddress email, PasswordHash hash, List<String> roles) {}

  /// Who is to have an account.
  public record Person(EmailAddress email, @Nullable String name) {}

  /// What a new account is from the start.
  ///
  /// @param verified whether its email needs no proof
  public record Standing(List<String> roles, boolean verified) {}

  /// What came of it.
  public sealed interface Outcome {
    record Registered(Account account) implements Outcome {}

    /// The mailbox has an account already, under whatever spelling.
    record EmailTaken() implements Outcome {}

    /// Too many passwords are being hashed.
    record Busy(Duration retryAfter) implements Outcome {}
  }
}
