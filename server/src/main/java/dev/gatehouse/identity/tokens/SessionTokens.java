package dev.gatehouse.identity.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.identity.sessions.SessionToken;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What opaque session tokens open, kept for a minute so that who is asking costs no query. Whether
/// the session has ended or its token was replaced since is told by the news.
final class SessionTokens {
  private static final int CACHED = 50_000;
  private static final Duration KEPT = Duration.ofSeconds(60);

  private final Database database;
  private final SessionTokenTable table = new SessionTokenTable();
  private final Cache<String, @Nullable OpaqueSession> known =
      Caffeine.newBuilder().maximumSize(CACHED).build();

  SessionTokens(Database database) {
    this.database = database;
  }

  /// The live session that `token` opens, as it was at most a minute ago.
  Optional<OpaqueSession> find(SessionToken token, Instant now) {
    OpaqueSession seen = known.get(token.reveal(), _ -> read(token, now));
    return seen == null || now.isBefore(seen.readAt().plus(KEPT))
        ? Optional.ofNullable(seen)
        : findAgain(token, now);
  }

  /// What became of a token that opens no session, for operators.
  Past past(SessionToken token) {
    return database.read(tx -> table.past(tx, token.hash()));
  }

  /// The same, as it is now.
  Optional<OpaqueSession> findAgain(SessionToken token, Instant now) {
    return Optional.ofNullable(known.asMap().compute(token.reveal(), (_, _) -> read(token, now)));
  }

  private @Nullable OpaqueSession read(SessionToken token, Instant now) {
    return database.read(tx -> table.find(tx, token.hash(), now)).orElse(null);
  }

  /// Why a token opens nothing.
  ///
  /// @param session the one that it was of; null where that is not known
  record Past(RefusedCredential.Reason reason, @Nullable String session) {}
}
