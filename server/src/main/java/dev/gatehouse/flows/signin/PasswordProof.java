package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.guessing.Attempt;
import dev.gatehouse.identity.guessing.Guard;
import dev.gatehouse.identity.guessing.TooManyAttempts;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.PasswordHash;
import dev.gatehouse.identity.passwords.PasswordHasher;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Proof of who somebody is by email and password.
///
/// Whatever is wrong costs the same: an unknown email and an account without a password are checked
/// against a decoy, an inactive account against its own hash.
public final class PasswordProof {
  /// The password is right, and the email is not verified, as it has to be first.
  static final String UNVERIFIED = "email_unverified";

  private final Database database;
  private final Accounts accounts;
  private final Passwords passwords;
  private final Decoys decoys;
  private final Guard guard;
  private final boolean verifiedFirst;

  public PasswordProof(
      Database database, Accounts accounts, Passwords passwords, Decoys decoys, Door door) {
    this.database = database;
    this.accounts = accounts;
    this.passwords = passwords;
    this.decoys = decoys;
    this.guard = door.guard;
    this.verifiedFirst = door.verifiedFirst;
  }

  /// Counts the attempt, then checks it.
  ///
  /// @throws TooManyAttempts when it has to wait, whether the password is right or not
  Outcome prove(EmailAddress email, Secret password, Client client) {
    Accounts.Credentials known = guard.mayBeKnown(client) ? find(email) : null;
    Optional<Attempt> own =
        known == null ? Optional.empty() : guard.onDevice(known.account(), client);
    if (own.isPresent()) {
      try (Attempt attempt = own.get()) {
        return counted(attempt, () -> check(email, known, true, password, client));
      }
    }
    try (Attempt attempt = guard.on(email, client)) {
      return counted(attempt, () -> check(email, find(email), false, password, client));
    }
  }

  private static Outcome counted(Attempt attempt, Supplier<Outcome> check) {
    try {
      Outcome outcome = check.get();
      switch (outcome) {
        case Outcome.Proven _ -> attempt.succeeded();
        case Outcome.Refused _ -> {}
        case Outcome.Busy _ -> attempt.refund();
      }
      return outcome;
    } catch (RuntimeException e) {
      attempt.refund();
      throw e;
    }
  }

  private Accounts.@Nullable Credentials find(EmailAddress email) {
    return database.read(tx -> accounts.findByEmail(tx, email)).orElse(null);
  }

  private Outcome check(
      EmailAddress email,
      Accounts.@Nullable Credentials found,
      boolean knownDevice,
      Secret password,
      Client client) {
    PasswordHash own = found == null ? null : hashOf(found);
    PasswordHash checked = own == null ? decoys.of(email) : own;
    HashPool.Outcome<PasswordHasher.Verdict> hashed =
        knownDevice
            ? passwords.verifyForKnown(client.source(), checked, password)
            : passwords.verify(client.source(), checked, password);
    return switch (hashed) {
      case HashPool.Outcome.Busy<?>(Duration retryAfter) -> new Outcome.Busy(retryAfter);
      case HashPool.Outcome.Done<PasswordHasher.Verdict>(PasswordHasher.Verdict verdict) ->
          judge(found, own, verdict);
    };
  }

  /// The same proof for the account as it is now; empty when its password has changed since, or it
  /// may not sign in any more.
  Optional<Outcome.Proven> again(Outcome.Proven proven, EmailAddress email) {
    return database
        .read(tx -> accounts.findByEmail(tx, email))
        .filter(found -> found.account().id().equals(proven.account.id()))
        .filter(found -> found.account().isActive())
        .filter(found -> proven.hash.encoded().equals(found.hashedPassword()))
        .map(found -> new Outcome.Proven(found.account(), proven.hash, proven.needsRehash));
  }

  /// Makes the hash anew when the settings ask for another kind or cost. Call it after the sign-in.
  void renewHash(Outcome.Proven proven, Secret password) {
    if (proven.needsRehash) {
      passwords.rehashLater(
          password,
          renewed ->
              database.write(tx ->
                  accounts.replaceHash(
                      tx, proven.account.id(), proven.hash.encoded(), renewed.encoded())));
    }
  }

  private Outcome judge(
      Accounts.@Nullable Credentials found,
      @Nullable PasswordHash own,
      PasswordHasher.Verdict verdict) {
    if (found == null) {
      return new Outcome.Refused(null, "unknown_account");
    }
    Account account = found.account();
    if (!account.isActive()) {
      return new Outcome.Refused(account, "account_inactive");
    }
    if (own == null) {
      return new Outcome.Refused(account, "no_password");
    }
    if (verifiedFirst && !account.isVerified() && verdict != PasswordHasher.Verdict.WRONG) {
      return new Outcome.Refused(account, UNVERIFIED);
    }
    return switch (verdict) {
      case WRONG -> new Outcome.Refused(account, "wrong_password");
      case RIGHT -> new Outcome.Proven(account, own, false);
      case RIGHT_NEEDS_REHASH -> new Outcome.Proven(account, own, true);
    };
  }

  private static @Nullable PasswordHash hashOf(Accounts.Credentials found) {
    return found.hashedPassword() == null ? null : new PasswordHash(found.hashedPassword());
  }

  /// Whom it asks before it looks.
  ///
  /// @param verifiedFirst whether only users with a verified email sign in: everybody else is
  ///   refused like one whose password is wrong
  public record Door(Guard guard, boolean verifiedFirst) {}

  /// What came of it.
  sealed interface Outcome {
    /// They are who they say.
    ///
    /// @param account as it was when its hash was read
    record Proven(Account account, PasswordHash hash, boolean needsRehash) implements Outcome {}

    /// They are not, or nobody is.
    ///
    /// @param account whom the email belongs to, if anybody
    /// @param reason a code for the audit, never for the client
    record Refused(@Nullable Account account, String reason) implements Outcome {}

    /// Too many passwords are being hashed.
    record Busy(Duration retryAfter) implements Outcome {}
  }
}
