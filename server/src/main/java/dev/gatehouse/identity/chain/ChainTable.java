package dev.gatehouse.identity.chain;

import dev.gatehouse.identity.audit.Commitment;
import dev.gatehouse.platform.storage.Batch;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The events' columns that seal them. Of events that are not sealed every one is found, whenever
/// it was committed: the search is for rows without a position, never for rows behind an id.
final class ChainTable {
  private static final String COLUMNS =
      """
      id, at, actor, action, target, result, reason, request_id, ip_address, address_salt,
        address_commitment, detail, detail_salt, detail_commitment
      """;

  boolean isAnyUnsealed(Tx tx) {
    return tx.sql(
            """
            SELECT id FROM audit_events WHERE chain_position IS NULL
            ORDER BY chain_position, id LIMIT 1
            """)
        .first(row -> row.uuid("id"))
        .isPresent();
  }

  long unsealed(Tx tx) {
    return tx.sql("SELECT COUNT(*) AS n FROM audit_events WHERE chain_position IS NULL")
        .only(row -> row.number("n"));
  }

  List<ChainedEvent> unsealed(Tx tx, int most) {
    return tx.sql(
            "SELECT "
                + COLUMNS
                + """
                FROM audit_events WHERE chain_position IS NULL
                ORDER BY chain_position, id LIMIT :most
                """)
        .bind("most", most)
        .list(ChainTable::event);
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

  /// How many of the first `most` events behind `position` are older than `than`.
  long olderAfter(Tx tx, long position, Instant than, int most) {
    List<Instant> times =
        tx.sql(
                """
                SELECT at FROM audit_events WHERE chain_position > :position
                ORDER BY chain_position, id LIMIT :most
                """)
            .bind("position", position)
            .bind("most", most)
            .list(row -> row.instant("at"));
    return times.stream().takeWhile(at -> at.isBefore(than)).count();
  }

  /// Removes up to `most` events up to `position`, which the newest checkpoint says are cut off.
  int remove(Tx tx, long position, int most) {
    List<UUID> ids =
        tx.sql(
                """
                SELECT id FROM audit_events WHERE chain_position <= :position
                ORDER BY chain_position, id LIMIT :most
                """)
            .bind("position", position)
            .bind("most", most)
            .list(row -> row.uuid("id"));
    return ids.isEmpty()
        ? 0
        : tx.sql("DELETE FROM audit_events WHERE id IN (<ids>)").bindList("ids", ids).update();
  }

  private static Link link(Row row) {
    long position = row.number("chain_position");
    ChainedEvent event = event(row);
    byte[] hash = row.bytesOrNull("chain_hash");
    return new Link(
        position, event.id(), Chain.digest(position, event), hash == null ? new byte[0] : hash);
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
