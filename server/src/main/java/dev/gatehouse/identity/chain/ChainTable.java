package dev.gatehouse.identity.chain;

import dev.gatehouse.identity.audit.Commitment;
import dev.gatehouse.platform.storage.Batch;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The events' columns that seal them. Of events that are not sealed every one is found, whenever
/// it was committed: the search is for rows without a position, never for rows behind an id.
final class ChainTable {
  private static final int PAGE = 250;
  private static final int MOST_SKIPPED = 10_000;
  private static final String COLUMNS =
      """
      id, at, actor, action, target, result, reason, request_id, api_key, ip_address,
        address_salt, address_commitment, detail, detail_salt, detail_commitment
      """;

  boolean isAnyUnsealed(Tx tx) {
    return !unsealed(tx, 1).isEmpty();
  }

  /// Whether the sealer steps over one of them: the server did not write it like that.
  boolean isAnyUnreadable(Tx tx) {
    for (int skipped = 0; skipped < MOST_SKIPPED; skipped += PAGE) {
      List<Optional<ChainedEvent>> page = unsealed(tx, PAGE, skipped);
      if (page.stream().anyMatch(Optional::isEmpty)) {
        return true;
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    return false;
  }

  long unsealed(Tx tx) {
    return tx.sql("SELECT COUNT(*) AS n FROM audit_events WHERE chain_position IS NULL")
        .only(row -> row.number("n"));
  }

  /// Some of them, `most` at most; those that can't be read are left where they are.
  List<ChainedEvent> unsealed(Tx tx, int most) {
    int page = most;
    for (int skipped = 0; ; skipped += page, page = PAGE) {
      List<Optional<ChainedEvent>> rows = unsealed(tx, page, skipped);
      List<ChainedEvent> found = rows.stream().flatMap(Optional::stream).limit(most).toList();
      if (!found.isEmpty() || rows.size() < page) {
        return found;
      }
    }
  }

  private static List<Optional<ChainedEvent>> unsealed(Tx tx, int most, int skipped) {
    return tx.sql(
            "SELECT "
                + COLUMNS
                + """
                FROM audit_events WHERE chain_position IS NULL
                ORDER BY chain_position, id LIMIT :most OFFSET :skipped
                """)
        .bind("most", most)
        .bind("skipped", skipped)
        .list(ChainTable::readable);
  }

  void seal(Tx tx, List<Sealed> events) {
    Batch batch =
        tx.batch(
            """
            UPDATE audit_events
            SET chain_position = :position, chain_hash = :hash, address_salt = :addressSalt,
              detail_salt = :detailSalt
            WHERE id = :id
            """);
    for (Sealed sealed : events) {
      batch
          .row()
          .bind("id", sealed.event.id())
          .bind("position", sealed.position)
          .bind("hash", sealed.hash)
          .bind("addressSalt", sealed.event.address().salt())
          .bind("detailSalt", sealed.event.detail().salt());
    }
    batch.run();
  }

  /// The sealed events behind this one, in the order of the chain; a position that is there twice
  /// comes twice.
  List<Link> after(Tx tx, long position, UUID id, int most) {
    return tx.sql(
            "SELECT chain_position, chain_hash, "
                + COLUMNS
                + """
                FROM audit_events
                WHERE chain_position >= :position
                  AND (chain_position > :position OR id > :id)
                ORDER BY chain_position, id LIMIT :most
                """)
        .bind("position", position)
        .bind("id", id)
        .bind("most", most)
        .list(ChainTable::link);
  }

  /// How many of the first `most` events behind `position` are older than `than`. One whose time
  /// can't be read counts: the check of what is due names it.
  long olderAfter(Tx tx, long position, Instant than, int most) {
    List<Boolean> older =
        tx.sql(
                """
                SELECT at FROM audit_events WHERE chain_position > :position
                ORDER BY chain_position, id LIMIT :most
                """)
            .bind("position", position)
            .bind("most", most)
            .list(row -> isOlder(row, than));
    return older.stream().takeWhile(Boolean::booleanValue).count();
  }

  private static boolean isOlder(Row row, Instant than) {
    try {
      return row.instant("at").isBefore(than);
    } catch (IllegalStateException | DateTimeException e) {
      return true;
    }
  }

  /// Removes up to `most` events up to `position`, which the newest checkpoint says are cut off.
  int remove(Tx tx, long position, int most) {
    return tx.oldest("audit_events", "chain_position", Row::number)
        .where("chain_position <= :position")
        .bind("position", position)
        .delete("chain_position, id", most);
  }

  private static Link link(Row row) {
    long position = row.number("chain_position");
    byte[] hash = row.bytesOrNull("chain_hash");
    return readable(row)
        .map(event ->
            new Link(
                position,
                event.id(),
                Chain.digest(position, event),
                hash == null ? new byte[0] : hash))
        .orElseGet(() -> new Link(position, Position.HIGHEST, new byte[0], new byte[0]));
  }

  /// Empty when somebody put something there that is no event: SQLite takes any text for an id or a
  /// time.
  private static Optional<ChainedEvent> readable(Row row) {
    try {
      ChainedEvent event = event(row);
      return event.id().toString().equals(row.text("id")) ? Optional.of(event) : Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ChainedEvent event(Row row) {
    return new ChainedEvent(
        row.uuid("id"),
        row.instant("at"),
        row.textOrNull("actor"),
        row.text("action"),
        row.textOrNull("target"),
        row.text("result"),
        row.textOrNull("reason"),
        row.textOrNull("request_id"),
        row.textOrNull("api_key"),
        new PersonalField(
            Commitment.ADDRESS,
            row.textOrNull("ip_address"),
            row.bytesOrNull("address_salt"),
            row.bytesOrNull("address_commitment")),
        new PersonalField(
            Commitment.DETAIL,
            row.textOrNull("detail"),
            row.bytesOrNull("detail_salt"),
            row.bytesOrNull("detail_commitment")));
  }

  /// An event with its place in the chain.
  @SuppressWarnings("ArrayRecordComponent") // written once
  record Sealed(long position, byte[] hash, ChainedEvent event) {}
}
