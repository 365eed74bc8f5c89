package dev.gatehouse.identity.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.revocations.RevocationListener;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Accounts and their roles as last read, so that who is asking costs no query. News evicts what it
/// makes stale; the cache takes an entry in and throws it out one after the other, so an old
/// reading can't stay behind.
public final class Profiles implements RevocationListener {
  private static final int CACHED = 50_000;

  private final Database database;
  private final ProfileTable table = new ProfileTable();
  private volatile Cache<String, @Nullable Profile> known = empty();

  public Profiles(Database database) {
    this.database = database;
  }

  public Optional<Profile> find(UserId id) {
    return Optional.ofNullable(
        known.get(
            id.toString(),
            key -> database.read(tx -> read(tx, new UserId(UUID.fromString(key)))).orElse(null)));
  }

  /// As it is in `tx`, past what is kept.
  public Optional<Profile> read(Tx tx, UserId id) {
    return table.find(tx, id);
  }

  @Override
  public void userChanged(String user) {
    known.invalidate(user);
  }

  /// A new cache: emptying the old one would pass over what is being read at this moment.
  @Override
  public void everythingChanged() {
    known = empty();
  }

  private static Cache<String, @Nullable Profile> empty() {
    return Caffeine.newBuilder().maximumSize(CACHED).build();
  }
}
