package dev.gatehouse.identity.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.platform.storage.Database;

/// Which sessions began by more than one factor at once. A session's beginning never changes, so it
/// is read once.
public final class SessionFactors {
  private static final int MOST = 10_000;

  private final Cache<SessionId, Boolean> known = Caffeine.newBuilder().maximumSize(MOST).build();
  private final BeginningTable table = new BeginningTable();
  private final Database database;

  public SessionFactors(Database database) {
    this.database = database;
  }

  /// Whether the session began by what is more than one factor; false for one that is over.
  public boolean areSeveral(SessionId id) {
    Boolean seen = known.getIfPresent(id);
    if (seen != null) {
      return seen;
    }
    Boolean read =
        database
            .read(tx -> table.find(tx, id, database.clock().instant()))
            .map(beginning -> AuthMethods.areSeveral(beginning.methods()))
            .orElse(null);
    if (read == null) {
      return false;
    }
    known.put(id, read);
    return read;
  }
}
