package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Accounts by the hundred: read in pages and stored in batches. Every method is one statement or
/// two of the caller's unit of work.
public final class CarriedAccounts {
  /// The one before all others.
  public static final UserId BEFORE_FIRST = new UserId(new UUID(0, 0));

  private final CarriedAccountTable table = new CarriedAccountTable();
  private final KeptAddresses kept = new KeptAddresses();

  /// Which of these mailboxes have an account, by [EmailAddress#key].
  public Map<String, CarriedAccount> find(Tx tx, Collection<EmailAddress> addresses) {
    List<String> keys = addresses.stream().map(EmailAddress::key).toList();
    return keys.isEmpty() ? Map.of() : table.byKey(tx, keys);
  }

  /// Which of these mailboxes are kept for accounts that may come back to them, by
  /// [EmailAddress#key].
  public Set<String> findKept(Tx tx, Collection<EmailAddress> addresses, Instant now) {
    return kept.find(tx, addresses, now);
  }

  /// Stores new accounts.
  ///
  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when an id or a
  ///   mailbox is taken, or a mailbox is kept; none is stored then
  public void insert(Tx tx, List<New> accounts, Instant now) {
    table.insert(tx, accounts, now);
    if (!kept.find(tx, accounts.stream().map(New::address).toList(), now).isEmpty()) {
      throw new StorageException.UniqueViolation(null);
    }
  }

  /// Changes an account. Raising its epoch is the caller's business.
  public void update(Tx tx, UserId id, AccountChange change, Instant now) {
    table.update(tx, id, change, now);
  }

  /// Up to `most` accounts that come after `last` in the order of their ids.
  public List<CarriedAccount> page(Tx tx, UserId last, int most) {
    return table.page(tx, last, most);
  }

  /// Which of these ids are taken.
  public Set<UserId> taken(Tx tx, Collection<UserId> ids) {
    return ids.isEmpty() ? Set.of() : Set.copyOf(table.taken(tx, ids));
  }

  /// An account to be stored.
  public record New(CarriedAccount account, EmailAddress address) {}
}
