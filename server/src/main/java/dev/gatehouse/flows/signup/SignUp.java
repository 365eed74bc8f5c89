package dev.gatehouse.flows.signup;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.PasswordHash;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
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
  private final Revocations revocations;
  private final Passwords passwords;
  private final Randomness random;
  private final Admission admission;
  private final Welcome welcome;

  public SignUp(
      Database database,
      Revocations revocations,
      Passwords passwords,
      Randomness random,
      Admission admission,
      Welcome welcome) {
    this.database = database;
    this.revocations = revocations;
    this.passwords = passwords;
    this.random = random;
    this.admission = admission;
    this.welcome = welcome;
  }

  Admission.Verdict verdict(EmailAddress email) {
    return admission.verdict(email);
  }

  /// Registers a person, who gets the role `user`. Check the password policy first.
  ///
  /// @param firstAct what the new account does in the transaction that makes it
  public <T> Outcome<T> register(
      Person person, Secret password, Client client, FirstAct<T> firstAct) {
    Admission.Verdict verdict = admission.verdict(person.email);
    return verdict == Admission.Verdict.ADMITTED
        ? create(person, password, new Standing(List.of(Roles.USER), false), client, firstAct)
        : new Outcome.NotAdmitted<>(verdict);
  }

  /// Registers a person whose password was hashed before, and who was admitted then.
  Outcome<Account> register(Person person, PasswordHash hash, Client client) {
    if (isTaken(person.email)) {
      return new Outcome.EmailTaken<>();
    }
    Standing standing = new Standing(List.of(Roles.USER), false);
    return store(
        new New(account(person, standing), person.email, hash, standing.roles),
        client,
        (_, _, account) -> account);
  }

  /// Creates an account of this standing. Check the password policy first.
  public Outcome<Account> create(Person person, Secret password, Standing standing, Client client) {
    return create(person, password, standing, client, (_, _, account) -> account);
  }

  /// The same, with what the new account does in the transaction that makes it.
  <T> Outcome<T> create(
      Person person, Secret password, Standing standing, Client client, FirstAct<T> firstAct) {
    if (isTaken(person.email)) {
      return new Outcome.EmailTaken<>();
    }
    return switch (passwords.hash(client.source(), password)) {
      case HashPool.Outcome.Busy<?>(Duration retryAfter) -> new Outcome.Busy<>(retryAfter);
      case HashPool.Outcome.Done<PasswordHash>(PasswordHash hash) ->
          store(
              new New(account(person, standing), person.email, hash, standing.roles),
              client,
              firstAct);
    };
  }

  private Account account(Person person, Standing standing) {
    return new Account(
        new UserId(random.uuid()),
        person.email.value(),
        person.name,
        true,
        standing.verified,
        false,
        0,
        null,
        database.clock().instant(),
        null);
  }

  private <T> Outcome<T> store(New made, Client client, FirstAct<T> firstAct) {
    try {
      return insert(made, client, firstAct);
    } catch (StorageException.UniqueViolation e) {
      // Otherwise somebody else allowed bare names in the same moment.
      return isTaken(made.email) ? new Outcome.EmailTaken<>() : insert(made, client, firstAct);
    }
  }

  private boolean isTaken(EmailAddress email) {
    return database.read(tx -> welcome.accounts().isTaken(tx, email, database.clock().instant()));
  }

  private <T> Outcome<T> insert(New made, Client client, FirstAct<T> firstAct) {
    return revocations.write((tx, endings) -> {
      Account account = made.account;
      welcome.accounts().create(tx, account, made.email, made.hash.encoded());
      made.roles.forEach(role -> welcome.roles().grant(tx, account.id(), role));
      if (made.email.isAtLocalhost()) {
        welcome.accounts().allowBareNames(tx);
      }
      String id = account.id().toString();
      welcome.audit().record(tx, AuditEvent.done(id, "account.create", id), client);
      welcome.mails().send(tx, account);
      return new Outcome.Registered<>(firstAct.act(tx, endings, account));
    });
  }

  private record New(Account account, EmailAddress email, PasswordHash hash, List<String> roles) {}

  /// What a new account does in the transaction that makes it: nothing, or sign in.
  @FunctionalInterface
  public interface FirstAct<T> {
    T act(Tx tx, Endings endings, Account account);
  }

  /// Who is to have an account.
  public record Person(EmailAddress email, @Nullable String name) {}

  /// What a new account is from the start.
  ///
  /// @param verified whether its email needs no proof
  public record Standing(List<String> roles, boolean verified) {}

  /// What came of it.
  public sealed interface Outcome<T> {
    /// The account is there.
    ///
    /// @param made what its first act gave
    record Registered<T>(T made) implements Outcome<T> {}

    /// The mailbox has an account already, under whatever spelling, or is kept for one that may
    /// come back to it.
    record EmailTaken<T>() implements Outcome<T> {}

    /// This person may not register by themselves.
    record NotAdmitted<T>(Admission.Verdict why) implements Outcome<T> {}

    /// Too many passwords are being hashed.
    record Busy<T>(Duration retryAfter) implements Outcome<T> {}
  }
}
