package dev.gatehouse.identity.accounts;

import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.platform.storage.ServerState;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who exists. Every method is one statement of the caller's unit of work.
public final class Accounts {
  private static final String BARE_NAMES = "bare_names";
  private static final UserId NOBODY = new UserId(new UUID(0, 0));

  private final AccountTable table = new AccountTable();
  private final KeptAddresses kept = new KeptAddresses();

  /// Stores a new account.
  ///
  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when the mailbox has
  ///   an account, under whatever spelling, or is kept for one that may come back to it
  public void create(
      Tx tx, Account account, EmailAddress address, @Nullable String hashedPassword) {
    table.insert(tx, account, address.key(), hashedPassword);
    kept.require(tx, address, account.id(), account.createdAt());
  }

  /// Whether `address` can be no new account's: it is an account's, or kept for one.
  public boolean isTaken(Tx tx, EmailAddress address, Instant now) {
    return kept.isTaken(tx, address, NOBODY, now);
  }

  /// Whether `address` can't become that of `user`, who has another.
  public boolean isTakenFor(Tx tx, UserId user, EmailAddress address, Instant now) {
    return kept.isTaken(tx, address, user, now);
  }

  /// From here to the end of the transaction nobody else's changes this account, if there is one.
  public void lock(Tx tx, UserId id) {
    table.lock(tx, id);
  }

  public Optional<Account> find(Tx tx, UserId id) {
    return table.find(tx, id);
  }

  public Optional<Credentials> findByEmail(Tx tx, EmailAddress address) {
    return table.findByEmail(tx, address.key());
  }

  /// Whether the account has a password.
  public boolean hasPassword(Tx tx, UserId id) {
    return table.hasPassword(tx, id);
  }

  /// Notes a sign-in, unless the account has changed since `seenEpoch` was read: false then, and
  /// there may be no session. A sign-in that races a password change or a deactivation loses.
  public boolean signIn(Tx tx, UserId id, long seenEpoch, Instant now) {
    return table.signIn(tx, id, seenEpoch, now);
  }

  /// Puts a stronger hash of the same password in the place of `old`, unless that is gone already.
  public boolean replaceHash(Tx tx, UserId id, String old, String renewed) {
    return table.replaceHash(tx, id, old, renewed);
  }

  /// Some of the stored hashes: of the newest and of the oldest accounts, up to `each` of both.
  public List<String> sampleHashes(Tx tx, int each) {
    List<String> sample = new ArrayList<>(table.newestHashes(tx, each));
    sample.addAll(table.oldestHashes(tx, each));
    return sample;
  }

  /// Raises the user's epoch and tells every node, as the first act of whatever ends or changes
  /// what the user holds; false when there is no such user.
  public boolean raiseEpoch(Tx tx, Endings endings, UserId id) {
    if (!table.raiseEpoch(tx, id)) {
      return false;
    }
    endings.userEpoch(id.toString(), table.epoch(tx, id));
    return true;
  }

  /// Raises the epoch of every account above `floor`, and above what it was; the number of
  /// accounts. All access tokens are over then, also those that state an epoch which this database
  /// has never seen.
  public int raiseEveryEpoch(Tx tx, long floor) {
    return table.raiseEpochs(tx, floor);
  }

  /// The highest epoch of all accounts; 0 when there is none.
  public long highestEpoch(Tx tx) {
    return table.highestEpoch(tx);
  }

  /// Whether there is any account.
  public boolean exist(Tx tx) {
    return table.exist(tx);
  }

  /// Whether an operator has made an account with a bare name, `NAME@localhost`.
  public boolean hasBareNames(Tx tx) {
    return ServerState.get(tx, BARE_NAMES).isPresent();
  }

  /// Notes that there is one now.
  public void allowBareNames(Tx tx) {
    ServerState.put(tx, BARE_NAMES, "true");
  }

  /// An account with what proves it.
  ///
  /// @param hashedPassword null for an account without a password
  public record Credentials(Account account, @Nullable String hashedPassword) {
    @Override
    public String toString() {
      return "Credentials[" + account.id() + "]";
    }
  }
}
