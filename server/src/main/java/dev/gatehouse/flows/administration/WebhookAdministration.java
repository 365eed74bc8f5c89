package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.webhooks.Webhook;
import dev.gatehouse.identity.webhooks.WebhookAttempts;
import dev.gatehouse.identity.webhooks.Webhooks;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is told of what by HTTP.
public final class WebhookAdministration {
  private static final String CREATE = "webhook.create";
  private static final String CHANGE = "webhook.change";

  private final Database database;
  private final Webhooks webhooks;
  private final Audit audit;
  private final AuditReading reading;

  public WebhookAdministration(Database database, Webhooks webhooks, Audit audit) {
    this.database = database;
    this.webhooks = webhooks;
    this.audit = audit;
    this.reading = new AuditReading(audit);
  }

  public List<Webhook> list() {
    return database.read(webhooks::list);
  }

  public Optional<Webhook> find(UUID id) {
    return database.read(tx -> webhooks.find(tx, id));
  }

  /// Makes one, whose URL was checked. It reads the audit for whoever made it: nobody gives what
  /// they do not hold.
  public Outcome<Webhooks.Made> create(Actor actor, String url, List<String> events) {
    return database.write(tx -> {
      if (!AuditReading.isAllowed(actor)) {
        return reading.refused(tx, actor, CREATE, null);
      }
      return webhooks
          .create(tx, url, events, database.clock().instant())
          .<Outcome<Webhooks.Made>>map(made -> {
            record(tx, actor, CREATE, made.webhook());
            return new Outcome.Done<>(made);
          })
          .orElseGet(() -> new Outcome.Denied<>(new Denial.TooMany()));
    });
  }

  /// Changes what is given. One that is switched on again begins without a blemish.
  public Outcome<Webhook> change(
      Actor actor,
      UUID id,
      @Nullable String url,
      @Nullable List<String> events,
      @Nullable Boolean active) {
    return database.write(tx -> {
      Webhook before = webhooks.find(tx, id).orElse(null);
      if (before == null) {
        return new Outcome.Denied<>(new Denial.NotFound());
      }
      if (!AuditReading.isAllowed(actor)) {
        return reading.refused(tx, actor, CHANGE, id);
      }
      Webhook after =
          new Webhook(
              id,
              url == null ? before.url() : url,
              events == null ? before.events() : events,
              active == null ? before.active() : active,
              active == null ? before.disabledReason() : null,
              before.createdAt());
      webhooks.change(tx, after);
      record(tx, actor, CHANGE, after);
      return new Outcome.Done<>(after);
    });
  }

  public Outcome<UUID> delete(Actor actor, UUID id) {
    return database.write(tx -> {
      if (!webhooks.delete(tx, id)) {
        return new Outcome.Denied<>(new Denial.NotFound());
      }
      AuditEvent event = AuditEvent.done(actor.name(), "webhook.delete", id.toString());
      audit.record(tx, event, actor.client());
      return new Outcome.Done<>(id);
    });
  }

  /// One page of what was sent there; empty when there is no such webhook.
  public Optional<Page<WebhookAttempts>> deliveries(UUID id, @Nullable Position from, int limit) {
    return database.read(
        tx -> webhooks.find(tx, id).map(_ -> webhooks.deliveries(tx, id, from, limit)));
  }

  private void record(Tx tx, Actor actor, String action, Webhook webhook) {
    AuditEvent event =
        AuditEvent.done(actor.name(), action, webhook.id().toString())
            .about(place(webhook.url()) + " for " + String.join(" ", webhook.events()));
    audit.record(tx, event, actor.client());
  }

  /// The URL as far as it names no secret of the receiver's on purpose.
  private static String place(String url) {
    try {
      URI target = new URI(url);
      int port = target.getPort();
      return target.getScheme()
          + "://"
          + target.getHost()
          + (port < 0 ? "" : ":" + port)
          + (target.getRawPath() == null ? "" : target.getRawPath());
    } catch (URISyntaxException e) {
      return "an old URL";
    }
  }
}
