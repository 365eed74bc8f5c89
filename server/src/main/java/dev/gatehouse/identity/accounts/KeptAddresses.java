package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Addresses that accounts may come back to: while a change of address can be undone, the old one
/// is nobody else's. Every method is a statement or two of the caller's unit of work.
///
/// An address is kept from the moment at which a change is asked for, so before the account lets go
/// of it. Whoever takes an address stores it in `users` first, where its unique key has them wait
/// for that change, and looks here after: they can't miss it.
public final class KeptAddresses {
  private final KeptAddressTable table = new KeptAddressTable();

  /// Keeps `address`, which is that of `user`, until then.
  public void keep(Tx tx, UserId user, EmailAddress address, Instant now, Instant until) {
    table.clear(tx, address.key(), user, now);
    table.insert(tx, address.key(), user, now, until);
  }

  /// Lets go of whatever was kept for `user` at `moment` or later.
  public void releaseSince(Tx tx, UserId user, Instant moment) {
    table.deleteSince(tx, user, moment);
  }

  /// Lets go of whatever was kept for `user`.
  public void release(Tx tx, UserId user) {
    table.deleteSince(tx, user, Instant.EPOCH);
  }

  /// Which mailboxes are kept for `user`, by [EmailAddress#key], and until when.
  public Map<String, Instant> of(Tx tx, UserId user, Instant now) {
    return table.of(tx, user, now);
  }

  /// Deletes up to `most` that are over; the number deleted.
  public int forgetExpired(Tx tx, Instant now, int most) {
    return table.deleteExpired(tx, now, most);
  }

  /// Whether `address` can't become that of `user`: it is an account's, or kept for another.
  boolean isTaken(Tx tx, EmailAddress address, UserId user, Instant now) {
    return table.isTaken(tx, address.key(), user, now);
  }

  /// Which of these mailboxes are kept, by [EmailAddress#key].
  Set<String> find(Tx tx, Collection<EmailAddress> addresses, Instant now) {
    return addresses.isEmpty() ? Set.of() : Set.copyOf(table.keptOf(tx, keys(addresses), now));
  }

  /// @throws StorageException.UniqueViolation when `address`, stored just before, is kept for
  ///   somebody other than `user`
  void require(Tx tx, EmailAddress address, UserId user, Instant now) {
    if (table.isKeptForAnother(tx, address.key(), user, now)) {
      throw new StorageException.UniqueViolation(null);
    }
  }

  private static Set<String> keys(Collection<EmailAddress> addresses) {
    return addresses.stream().map(EmailAddress::key).collect(Collectors.toSet());
  }
}
