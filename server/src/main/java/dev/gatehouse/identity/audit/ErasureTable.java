package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.storage.Batch;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Sql;
import dev.gatehouse.platform.storage.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

final class ErasureTable {
  private static final int AT_ONCE = 500;

  private static final String PERSONAL =
      """
      SELECT id, actor, action, target, ip_address, address_salt, address_commitment, detail,
        detail_salt, detail_commitment
      FROM audit_events
      """;

  /// Lets nobody seal an event until the transaction is over: the sealer takes this row first too.
  void lockChain(Tx tx) {
    tx.sql("UPDATE audit_chain SET position = position WHERE id = 1").update();
  }

  /// The sessions that the user began or kept up, as far as events tell.
  List<String> sessionsOf(Tx tx, String user) {
    return tx.sql(
            """
            SELECT DISTINCT target FROM audit_events
            WHERE actor = :user AND action IN ('session.start', 'session.refresh')
              AND target IS NOT NULL
            """)
        .bind("user", user)
        .list(row -> row.text("target"));
  }

  /// What `user` did, and what was done to `subjects`; an event may come twice.
  List<Erasure.Personal> personal(Tx tx, String user, Collection<String> subjects) {
    List<Erasure.Personal> found =
        new ArrayList<>(readable(tx.sql(PERSONAL + "WHERE actor = :user").bind("user", user)));
    List<String> targets = List.copyOf(subjects);
    for (int from = 0; from < targets.size(); from += AT_ONCE) {
      found.addAll(
          readable(
              tx.sql(PERSONAL + "WHERE target IN (<targets>)")
                  .bindList(
                      "targets", targets.subList(from, Math.min(from + AT_ONCE, targets.size())))));
    }
    return found;
  }

  void apply(Tx tx, List<Erasure.Change> changes) {
    for (int from = 0; from < changes.size(); from += AT_ONCE) {
      Batch batch =
          tx.batch(
              """
              UPDATE audit_events
              SET ip_address = :address, address_salt = :addressSalt,
                address_commitment = :addressCommitment, detail = :detail,
                detail_salt = :detailSalt, detail_commitment = :detailCommitment
              WHERE id = :id
              """);
      for (Erasure.Change change :
          changes.subList(from, Math.min(from + AT_ONCE, changes.size()))) {
        batch
            .row()
            .bind("id", change.id())
            .bind("address", change.address().value())
            .bind("addressSalt", change.address().salt())
            .bind("addressCommitment", change.address().commitment())
            .bind("detail", change.detail().value())
            .bind("detailSalt", change.detail().salt())
            .bind("detailCommitment", change.detail().commitment());
      }
      batch.run();
    }
  }

  /// Without those whose id somebody made unreadable: they can't be found again, and the
  /// verification names them.
  private static List<Erasure.Personal> readable(Sql sql) {
    return sql.list(ErasureTable::personal).stream().flatMap(Optional::stream).toList();
  }

  private static Optional<Erasure.Personal> personal(Row row) {
    try {
      return Optional.of(whole(row));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Erasure.Personal whole(Row row) {
    return new Erasure.Personal(
        row.uuid("id"),
        row.textOrNull("actor"),
        row.text("action"),
        row.textOrNull("target"),
        new Erasure.Field(
            row.textOrNull("ip_address"),
            row.bytesOrNull("address_salt"),
            row.bytesOrNull("address_commitment")),
        new Erasure.Field(
            row.textOrNull("detail"),
            row.bytesOrNull("detail_salt"),
            row.bytesOrNull("detail_commitment")));
  }
}
