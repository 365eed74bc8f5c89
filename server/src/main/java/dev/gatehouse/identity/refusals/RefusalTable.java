package dev.gatehouse.identity.refusals;

import dev.gatehouse.platform.storage.Batch;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

final class RefusalTable {

  void insert(Tx tx, List<RefusedCredential> refusals, Supplier<UUID> ids) {
    Batch batch =
        tx.batch(
            """
            INSERT INTO refusals (id, request_id, reason, subject, refused_at)
            VALUES (:id, :request, :reason, :subject, :at)
            """);
    for (RefusedCredential one : refusals) {
      batch
          .row()
          .bind("id", ids.get())
          .bind("request", one.requestId())
          .bind("reason", one.reason().code())
          .bind("subject", one.subject())
          .bind("at", one.at());
    }
    batch.run();
  }

  /// The newest of a request.
  Optional<RefusedCredential> find(Tx tx, String requestId) {
    return tx.sql(
            """
            SELECT request_id, reason, subject, refused_at FROM refusals
            WHERE request_id = :request ORDER BY refused_at DESC, id DESC LIMIT 1
            """)
        .bind("request", requestId)
        .first(RefusalTable::refusal)
        .flatMap(found -> found);
  }

  int deleteOld(Tx tx, Instant before, int most) {
    return tx.oldest("refusals", "id", Row::uuid)
        .where("refused_at < :before")
        .bind("before", before)
        .delete("refused_at", most);
  }

  private static Optional<RefusedCredential> refusal(Row row) {
    return RefusedCredential.Reason.of(row.text("reason"))
        .map(reason ->
            new RefusedCredential(
                row.text("request_id"),
                reason,
                row.textOrNull("subject"),
                row.instant("refused_at")));
  }
}
