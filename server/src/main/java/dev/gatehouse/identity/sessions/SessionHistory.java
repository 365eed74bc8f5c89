package dev.gatehouse.identity.sessions;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  /// One page of a user's sessions, the newest first.
  ///
  /// @param alive lets only those pass that are alive `now`, or only those that are over; null for
  ///   all
  public Page<SessionRecord> of(
      Tx tx,
      UserId user,
      @Nullable Boolean alive,
      Instant now,
      @Nullable Position from,
      int limit) {
    return Page.fill(
        limit,
        from,
        (position, most) ->
            (position == null
                    ? table.of(tx, user, LATEST, Position.HIGHEST, most)
                    : table.of(tx, user, Instant.parse(position.key()), position.id(), most))
                .stream().map(session -> row(session, alive, now)).toList());
  }

  private static Page.Row<SessionRecord> row(
      SessionRecord session, @Nullable Boolean alive, Instant now) {
    boolean passes = alive == null || alive == session.isAliveAt(now);
    Position position = new Position(0, session.use().createdAt().toString(), session.id().value());
    return new Page.Row<>(passes ? session : null, position);
  }
}
