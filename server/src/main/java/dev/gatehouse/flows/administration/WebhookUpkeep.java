package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.webhooks.Webhook;
import dev.gatehouse.identity.webhooks.WebhookAttempts;
import dev.gatehouse.identity.webhooks.Webhooks;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a webhook needs from time to time: another secret, a test, something sent once more. All of
/// it asks for `audit:read` as well, as making one does.
public final class WebhookUpkeep {
  private static final String ROTATE = "webhook.secret.rotate";
  private static final String REDELIVER = "webhook.redeliver";

  private final AuditLog log = new AuditLog();
  private final Database database;
  private final Webhooks webhooks;
  private final Audit audit;
  private final AuditReading reading;

  public WebhookUpkeep(Database database, Webhooks webhooks, Audit audit) {
    this.database = database;
    this.webhooks = webhooks;
    this.audit = audit;
    this.reading = new AuditReading(audit);
  }

  /// Makes a new secret. The old one signs as well for `overlap`, one before that no more.
  public Outcome<Rotated> rotateSecret(Actor actor, UUID id, Duration overlap) {
    return database.write(tx -> {
      Instant now = database.clock().instant();
      Instant until = now.plus(overlap);
      Webhook webhook = webhooks.find(tx, id).orElse(null);
      if (webhook == null || !AuditReading.isAllowed(actor)) {
        return denied(tx, actor, ROTATE, id, webhook);
      }
      return webhooks
          .rotateSecret(tx, id, until, now)
          .<Outcome<Rotated>>map(secret -> {
            String detail = "overlap " + overlap.toSeconds() + " s";
            record(tx, actor, ROTATE, id, detail);
            return new Outcome.Done<>(new Rotated(webhook, secret, until));
          })
          .orElseGet(() -> new Outcome.Denied<>(new Denial.NotFound()));
    });
  }

  /// Sends a message that tells of nothing but itself.
  public Outcome<UUID> test(Actor actor, UUID id) {
    return database.write(tx -> {
      Webhook webhook = webhooks.find(tx, id).orElse(null);
      if (webhook == null || !AuditReading.isAllowed(actor)) {
        return denied(tx, actor, Webhooks.TEST, id, webhook);
      }
      if (!webhook.active()) {
        return new Outcome.Denied<>(new Denial.SwitchedOff());
      }
      record(tx, actor, Webhooks.TEST, id, null);
      return new Outcome.Done<>(id);
    });
  }

  /// Sends a message that failed for good once more, under the same id.
  public Outcome<WebhookAttempts> sendAgain(Actor actor, UUID id, UUID delivery) {
    return database.write(tx -> {
      Webhook webhook = webhooks.find(tx, id).orElse(null);
      WebhookAttempts failed = webhooks.delivery(tx, id, delivery).orElse(null);
      if (webhook == null || failed == null || !AuditReading.isAllowed(actor)) {
        return denied(tx, actor, REDELIVER, id, failed == null ? null : webhook);
      }
      if (!webhook.active()) {
        return new Outcome.Denied<>(new Denial.SwitchedOff());
      }
      RecordedEvent event = log.find(tx, failed.eventId()).orElse(null);
      if (event == null || !event.isWhole()) {
        return new Outcome.Denied<>(new Denial.NotKept());
      }
      if (!webhooks.sendAgain(tx, id, failed, event, database.clock().instant())) {
        return new Outcome.Denied<>(new Denial.NotFailed());
      }
      record(tx, actor, REDELIVER, id, delivery.toString());
      return new Outcome.Done<>(webhooks.delivery(tx, id, delivery).orElseThrow());
    });
  }

  /// Because there is nothing of the sort, or else because the actor may not read the audit.
  private <T> Outcome<T> denied(
      Tx tx, Actor actor, String action, UUID id, @Nullable Webhook webhook) {
    return webhook == null
        ? new Outcome.Denied<>(new Denial.NotFound())
        : reading.refused(tx, actor, action, id);
  }

  private void record(Tx tx, Actor actor, String action, UUID id, @Nullable String detail) {
    AuditEvent event = AuditEvent.done(actor.name(), action, id.toString());
    audit.record(tx, detail == null ? event : event.about(detail), actor.client());
  }

  /// A new secret.
  ///
  /// @param oldUntil when the old one signs no more
  public record Rotated(Webhook webhook, Secret secret, Instant oldUntil) {}
}
