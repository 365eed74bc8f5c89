package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

final class AuditTable {

  void insert(Tx tx, UUID id, Instant at, AuditEvent event, Client client) {
    tx.sql(
            """
            INSERT INTO audit_events
              (id, at, actor, action, target, result, reason, detail, ip_address, request_id, api_key)
            VALUES (:id, :at, :actor, :action, :target, :result, :reason, :detail, :address,
              :request, :key)
            """)
        .bind("id", id)
        .bind("at", at)
        .bind("actor", event.actor())
        .bind("action", event.action())
        .bind("target", event.target())
        .bind("result", event.result().name().toLowerCase(Locale.ROOT))
        .bind("reason", event.reason())
        .bind("detail", event.detail())
        .bind("address", client.address())
        .bind("request", client.requestId())
        .bind("key", client.apiKey())
        .update();
  }
}
