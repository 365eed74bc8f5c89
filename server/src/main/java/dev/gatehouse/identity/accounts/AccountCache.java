package dev.gatehouse.identity.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.identity.revocations.RevocationListener;
import dev.gatehouse.platform.storage.Database;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Accounts as last read, so that who is asking costs no query. News evicts what it makes stale;
/// the cache takes an entry in and throws it out one after the other, so an old reading can't stay
/// behind.
public final class AccountCache implements RevocationListener {
  private static final int CACHED = 50_000;

  private final Database database;
  private final Accounts accounts;
  private volatile Cache<String, @Nullable Account> known = empty();

  public AccountCache(Database database, Accounts accounts) {
    this.database = database;
    this.accounts = accounts;
  }

  public Optional<Account> find(UserId id) {
    return Optional.ofNullable(
        known.get(
            id.toString(),
            key ->
                database
                    .read(tx -> accounts.find(tx, new UserId(UUID.fromString(key))))
                    .orElse(null)));
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

  private static Cache<String, @Nullable Account> empty() {
    return Caffeine.newBuilder().maximumSize(CACHED).build();
  }
}
