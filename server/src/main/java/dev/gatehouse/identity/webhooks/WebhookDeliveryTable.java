package dev.gatehouse.identity.webhooks;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows refer to a webhook by its bare id: a node that has not heard yet that one is gone must not
/// fail at an event for it.
final class WebhookDeliveryTable {
  private static final String COLUMNS =
      """
      SELECT id, event_id, action, state, attempts, response_status, error, created_at,
        last_attempt_at
      FROM webhook_deliveries
      """;

  void insert(Tx tx, UUID id, UUID webhook, UUID event, String action, Instant now) {
    tx.sql(
            """
            INSERT INTO webhook_deliveries
              (id, webhook_id, event_id, action, state, attempts, created_at)
            VALUES (:id, :webhook, :event, :action, 'waiting', 0, :now)
            """)
        .bind("id", id)
        .bind("webhook", webhook)
        .bind("event", event)
        .bind("action", action)
        .bind("now", now)
        .update();
  }

  /// Of that webhook.
  Optional<WebhookAttempts> find(Tx tx, UUID webhook, UUID id) {
    return tx.sql(COLUMNS + "WHERE id = :id AND webhook_id = :webhook")
        .bind("id", id)
        .bind("webhook", webhook)
        .first(WebhookDeliveryTable::attempts);
  }

  /// Begins one anew that failed, or of which nothing was heard since `silentSince`; false when it
  /// is none. Of several who do it at once one succeeds: it was heard of `now`.
  boolean restart(Tx tx, UUID id, Instant now, Instant silentSince) {
    return tx.sql(
                """
                UPDATE webhook_deliveries
                SET state = 'waiting', attempts = 0, response_status = NULL, error = NULL,
                  last_attempt_at = :now
                WHERE id = :id AND (state = 'failed'
                  OR state = 'waiting' AND COALESCE(last_attempt_at, created_at) <= :silent)
                """)
            .bind("now", now)
            .bind("id", id)
            .bind("silent", silentSince)
            .update()
        == 1;
  }

  void note(Tx tx, UUID id, WebhookDelivery.Attempt attempt, Instant now) {
    tx.sql(
            """
            UPDATE webhook_deliveries
            SET state = :state, attempts = :attempts, response_status = :status, error = :error,
              last_attempt_at = :now
            WHERE id = :id
            """)
        .bind("state", attempt.state().name().toLowerCase(Locale.ROOT))
        .bind("attempts", attempt.number())
        .bind("status", attempt.status())
        .bind("error", attempt.error())
        .bind("now", now)
        .bind("id", id)
        .update();
  }

  /// Those of one webhook before this place in the list, the newest first.
  List<WebhookAttempts> newest(Tx tx, UUID webhook, Instant at, UUID id, int most) {
    return tx.sql(
            COLUMNS
                + """
                WHERE webhook_id = :webhook AND created_at <= :at AND (created_at < :at OR id < :id)
                ORDER BY created_at DESC, id DESC LIMIT :most
                """)
        .bind("webhook", webhook)
        .bind("at", at)
        .bind("id", id)
        .bind("most", most)
        .list(WebhookDeliveryTable::attempts);
  }

  /// Whether anything arrived there since that delivery began.
  boolean hasArrivedSince(Tx tx, UUID webhook, UUID delivery) {
    return tx.sql(
            """
            SELECT COUNT(*) AS n FROM webhook_deliveries d
            WHERE d.webhook_id = :webhook AND d.state = 'delivered'
              AND d.last_attempt_at >=
                (SELECT b.created_at FROM webhook_deliveries b WHERE b.id = :delivery)
            """)
        .bind("webhook", webhook)
        .bind("delivery", delivery)
        .only(row -> row.number("n") > 0);
  }

  void deleteOf(Tx tx, UUID webhook) {
    tx.sql("DELETE FROM webhook_deliveries WHERE webhook_id = :webhook")
        .bind("webhook", webhook)
        .update();
  }

  int forget(Tx tx, Instant before, int most) {
    return tx.oldest("webhook_deliveries", "id", Row::uuid)
        .where("created_at < :before")
        .bind("before", before)
        .delete("created_at", most);
  }

  private static WebhookAttempts attempts(Row row) {
    Long status = row.numberOrNull("response_status");
    @Nullable Integer answered = status == null ? null : status.intValue();
    return new WebhookAttempts(
        row.uuid("id"),
        row.uuid("event_id"),
        row.text("action"),
        WebhookAttempts.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
        (int) row.number("attempts"),
        answered,
        row.textOrNull("error"),
        row.instant("created_at"),
        row.instantOrNull("last_attempt_at"));
  }
}
