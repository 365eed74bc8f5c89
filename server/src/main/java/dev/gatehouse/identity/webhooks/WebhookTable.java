package dev.gatehouse.identity.webhooks;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class WebhookTable {
  private static final String COLUMNS =
      "SELECT id, url, events, secret, is_active, disabled_reason, created_at FROM webhooks ";

  void insert(Tx tx, Webhook webhook, byte[] sealed) {
    tx.sql(
            """
            INSERT INTO webhooks (id, url, events, secret, is_active, created_at)
            VALUES (:id, :url, :events, :secret, :active, :created)
            """)
        .bind("id", webhook.id())
        .bind("url", webhook.url())
        .bind("events", String.join(",", webhook.events()))
        .bind("secret", sealed)
        .bind("active", webhook.active())
        .bind("created", webhook.createdAt())
        .update();
  }

  List<Webhook> all(Tx tx) {
    return tx.sql(COLUMNS + "ORDER BY created_at, id").list(WebhookTable::webhook);
  }

  List<Webhook> active(Tx tx) {
    return tx.sql(COLUMNS + "WHERE is_active = :yes ORDER BY id")
        .bind("yes", true)
        .list(WebhookTable::webhook);
  }

  Optional<Webhook> find(Tx tx, UUID id) {
    return tx.sql(COLUMNS + "WHERE id = :id").bind("id", id).first(WebhookTable::webhook);
  }

  List<Sealed> sealed(Tx tx) {
    return tx.sql("SELECT id, secret FROM webhooks ORDER BY id")
        .list(row -> new Sealed(row.uuid("id"), row.bytes("secret")));
  }

  Optional<byte[]> secret(Tx tx, UUID id) {
    return tx.sql("SELECT secret FROM webhooks WHERE id = :id")
        .bind("id", id)
        .first(row -> row.bytes("secret"));
  }

  /// False when it is sealed otherwise by now.
  boolean reseal(Tx tx, UUID id, byte[] old, byte[] renewed) {
    return tx.sql("UPDATE webhooks SET secret = :renewed WHERE id = :id AND secret = :old")
            .bind("renewed", renewed)
            .bind("id", id)
            .bind("old", old)
            .update()
        == 1;
  }

  /// Takes the row; false when there is none of this id.
  boolean lock(Tx tx, UUID id) {
    return tx.sql("UPDATE webhooks SET is_active = is_active WHERE id = :id")
            .bind("id", id)
            .update()
        == 1;
  }

  void setSecret(Tx tx, UUID id, byte[] sealed) {
    tx.sql("UPDATE webhooks SET secret = :secret WHERE id = :id")
        .bind("secret", sealed)
        .bind("id", id)
        .update();
  }

  /// False when there is none of this id.
  boolean update(Tx tx, Webhook webhook) {
    return tx.sql(
                """
                UPDATE webhooks SET url = :url, events = :events, is_active = :active,
                  disabled_reason = :reason
                WHERE id = :id
                """)
            .bind("url", webhook.url())
            .bind("events", String.join(",", webhook.events()))
            .bind("active", webhook.active())
            .bind("reason", webhook.disabledReason())
            .bind("id", webhook.id())
            .update()
        == 1;
  }

  boolean delete(Tx tx, UUID id) {
    return tx.sql("DELETE FROM webhooks WHERE id = :id").bind("id", id).update() == 1;
  }

  private static Webhook webhook(Row row) {
    return new Webhook(
        row.uuid("id"),
        row.text("url"),
        List.of(row.text("events").split(",")),
        row.truth("is_active"),
        row.textOrNull("disabled_reason"),
        row.instant("created_at"));
  }

  @SuppressWarnings("ArrayRecordComponent") // sealed anew, then dropped
  record Sealed(UUID id, byte[] bytes) {}
}
