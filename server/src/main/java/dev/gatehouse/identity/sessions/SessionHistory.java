package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions as operators see them: those that are over too, for as long as they are kept.
public final class SessionHistory {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final SessionRecordTable table = new SessionRecordTable();

  public Optional<SessionRecord> find(Tx tx, SessionId id) {
    return table.find(tx, id);
  }

  /// Those of `ids` that are kept, alive or over.
  public List<SessionRecord> find(Tx tx, List<SessionId> ids) {
    return table.find(tx, ids);
  }

  /// One page, the newest first. It may be short, and even empty, while there is more to come: no
  /// page looks at more than [Page#EXAMINED] sessions.
  public Page<SessionRecord> find(
      Tx tx, SessionSearch search, Instant now, @Nullable Position from, int limit) {
    return Page.fill(
        limit,
        from,
        (position, most) ->
            records(tx, search.user(), position, most).stream()
                .map(session -> row(session, search.passes(session, now)))
                .toList());
  }

  private List<SessionRecord> records(
      Tx tx, @Nullable UserId user, @Nullable Position position, int most) {
    UUID id = position == null ? Position.HIGHEST : position.id();
    if (user == null) {
      return table.ofAll(tx, id, most);
    }
    Instant at = position == null ? LATEST : Instant.parse(position.key());
    return table.of(tx, user, at, id, most);
  }

  private static Page.Row<SessionRecord> row(SessionRecord session, boolean passes) {
    Position position = new Position(0, session.use().createdAt().toString(), session.id().value());
    return new Page.Row<>(passes ? session : null, position);
  }
}
