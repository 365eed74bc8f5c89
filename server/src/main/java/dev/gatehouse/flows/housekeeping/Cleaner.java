package dev.gatehouse.flows.housekeeping;

import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.RefreshTokens;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Removes expired sessions, in batches. Several nodes may do it at once: each batch takes what is
/// there.
public final class Cleaner {
  private static final int BATCH = 500;

  private final Database database;
  private final Sessions sessions;
  private final RefreshTokens refreshTokens;
  private final Credentials credentials;
  private final Duration history;
  private final List<Forgetting> others = new ArrayList<>();

  /// @param history how long a session or API key that is over stays in the records
  public Cleaner(
      Database database,
      Sessions sessions,
      RefreshTokens refreshTokens,
      Credentials credentials,
      Duration history) {
    this.database = database;
    this.sessions = sessions;
    this.refreshTokens = refreshTokens;
    this.credentials = credentials;
    this.history = history;
  }

  /// Has more forgotten, each time after the rest. To be called before the first [#clean].
  public void also(Forgetting other) {
    others.add(other);
  }

  /// Ends what has expired and forgets what is older than the history; the number that had expired.
  public int clean() {
    int expired = inBatches(tx -> sessions.endExpired(tx, BATCH));
    inBatches(tx -> sessions.forgetEnded(tx, history, BATCH));
    inBatches(tx -> refreshTokens.forgetFormer(tx, BATCH));
    inBatches(tx -> credentials.oneTimeTokens.forgetExpired(tx, BATCH));
    inBatches(tx -> credentials.apiKeys.forgetOver(tx, history, BATCH));
    others.forEach(other -> inBatches(tx -> other.forget(tx, BATCH)));
    return expired;
  }

  /// What belongs to no session, and is over one day as well.
  public record Credentials(OneTimeTokens oneTimeTokens, ApiKeys apiKeys) {}

  /// Forgets up to `most` of something; the number forgotten.
  @FunctionalInterface
  public interface Forgetting {
    int forget(Tx tx, int most);
  }

  private int inBatches(ToIntFunction<Tx> batch) {
    int all = 0;
    int last;
    do {
      last = database.write(batch::applyAsInt);
      all += last;
    } while (last == BATCH);
    return all;
  }
}
