package dev.gatehouse.identity.webhooks;

import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.outbox.Courier;
import dev.gatehouse.platform.outbox.Outbox;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is told of what, and what is on its way to them.
///
/// The list of those who are told is kept for two seconds: an event costs nothing where nobody
/// wants it, and one of the first two seconds of a new webhook may be missed on another node.
public final class Webhooks implements Audit.Listener {
  /// The most there may be.
  public static final int MOST = 50;

  /// The action of the event that a webhook is sent for a test, whatever events it wants; nobody
  /// else is told of it.
  public static final String TEST = "webhook.test";

  static final String KIND = "webhook";

  private static final long KEPT_NANOS = Duration.ofSeconds(2).toNanos();
  private static final Duration HISTORY = Duration.ofDays(30);
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final WebhookTable table = new WebhookTable();
  private final WebhookDeliveryTable deliveries = new WebhookDeliveryTable();
  private final WebhookSecrets secrets;
  private final Outbox outbox;
  private final Randomness random;
  private volatile List<Webhook> told = List.of();
  private volatile long readAt = System.nanoTime() - KEPT_NANOS;

  public Webhooks(WebhookSecrets secrets, Outbox outbox, Randomness random) {
    this.secrets = secrets;
    this.outbox = outbox;
    this.random = random;
  }

  @Override
  public void recorded(Tx tx, UUID id, Instant at, AuditEvent event) {
    for (Webhook webhook : told(tx)) {
      if (Webhook.wants(webhook.events(), event.action()) && !event.action().equals(TEST)) {
        tell(tx, webhook.id(), id, at, event);
      }
    }
    if (event.action().equals(TEST) && event.result() == AuditEvent.Result.DONE) {
      tell(tx, UUID.fromString(String.valueOf(event.target())), id, at, event);
    }
  }

  private void tell(Tx tx, UUID webhook, UUID id, Instant at, AuditEvent event) {
    UUID delivery = random.uuid();
    deliveries.insert(tx, delivery, webhook, id, event.action(), at);
    send(tx, webhook, delivery, Message.of(id, at, event));
  }

  private void send(Tx tx, UUID webhook, UUID delivery, Message message) {
    String body = new String(Json.write(message), StandardCharsets.UTF_8);
    Letter letter = new Letter(webhook.toString(), delivery.toString(), body);
    outbox.put(tx, KIND, webhook.toString(), Json.write(letter));
  }

  /// Puts a new secret in the place of a webhook's, which signs as well until `until`, unless that
  /// is not after `now` or it can't be opened; the new one, shown this once. Empty when there is no
  /// such webhook.
  public Optional<Secret> rotateSecret(Tx tx, UUID id, Instant until, Instant now) {
    if (!table.lock(tx, id)) {
      return Optional.empty();
    }
    byte[] next = secrets.make();
    WebhookKeys keys =
        secrets
            .find(tx, id)
            .map(old -> old.rotated(next, until, now))
            .orElseGet(() -> WebhookKeys.of(next));
    table.setSecret(tx, id, secrets.seal(id, keys));
    return Optional.of(WebhookSecrets.shown(next));
  }

  /// One delivery of a webhook's.
  public Optional<WebhookAttempts> delivery(Tx tx, UUID webhook, UUID id) {
    return deliveries.find(tx, webhook, id);
  }

  /// Sends what failed once more, with the same id and for another day; false when it has not
  /// failed, or somebody else was faster. What waits for longer than anything is tried has failed
  /// too: nobody could note it.
  ///
  /// @param event that of the delivery
  public boolean sendAgain(
      Tx tx, UUID webhook, WebhookAttempts failed, RecordedEvent event, Instant now) {
    boolean restarted = deliveries.restart(tx, failed.id(), now, now.minus(Courier.GIVEN_UP_AFTER));
    if (restarted) {
      send(tx, webhook, failed.id(), Message.of(event.id(), event.at(), event.event()));
    }
    return restarted;
  }

  /// Makes one; its secret is shown this once. Empty when there are too many.
  public Optional<Made> create(Tx tx, String url, List<String> events, Instant now) {
    if (table.all(tx).size() >= MOST) {
      return Optional.empty();
    }
    Webhook webhook = new Webhook(random.uuid(), url, events, true, null, now);
    byte[] secret = secrets.make();
    table.insert(tx, webhook, secrets.seal(webhook.id(), WebhookKeys.of(secret)));
    tx.afterCommit(this::forgetList);
    return Optional.of(new Made(webhook, WebhookSecrets.shown(secret)));
  }

  public List<Webhook> list(Tx tx) {
    return table.all(tx);
  }

  public Optional<Webhook> find(Tx tx, UUID id) {
    return table.find(tx, id);
  }

  /// Writes down what became of it; false when it is gone.
  public boolean change(Tx tx, Webhook changed) {
    tx.afterCommit(this::forgetList);
    return table.update(tx, changed);
  }

  /// What was on its way to it goes nowhere; false when it is gone.
  public boolean delete(Tx tx, UUID id) {
    tx.afterCommit(this::forgetList);
    deliveries.deleteOf(tx, id);
    return table.delete(tx, id);
  }

  /// One page of what was sent there, the newest first.
  public Page<WebhookAttempts> deliveries(Tx tx, UUID webhook, @Nullable Position from, int limit) {
    return Page.fill(
        limit,
        from,
        (position, most) -> {
          Instant at = position == null ? LATEST : Instant.parse(position.key());
          UUID id = position == null ? Position.HIGHEST : position.id();
          return deliveries.newest(tx, webhook, at, id, most).stream()
              .map(
                  one -> new Page.Row<>(one, new Position(0, one.createdAt().toString(), one.id())))
              .toList();
        });
  }

  /// Forgets deliveries that began a month ago, up to `most` of them; their number.
  public int forgetOld(Tx tx, Instant now, int most) {
    return deliveries.forget(tx, now.minus(HISTORY), most);
  }

  private List<Webhook> told(Tx tx) {
    if (System.nanoTime() - readAt >= KEPT_NANOS) {
      told = table.active(tx);
      readAt = System.nanoTime();
    }
    return told;
  }

  private void forgetList() {
    readAt = System.nanoTime() - KEPT_NANOS;
  }

  /// A new webhook.
  public record Made(Webhook webhook, Secret secret) {}

  /// What the outbox carries.
  record Letter(String webhook, String delivery, String body) {}

  /// What the receiver reads. The address that the event came from stays here.
  private record Message(String type, String timestamp, Data data) {
    static Message of(UUID id, Instant at, AuditEvent event) {
      return new Message(
          event.action(),
          at.toString(),
          new Data(
              id.toString(),
              event.actor(),
              event.target(),
              event.result().name().toLowerCase(Locale.ROOT),
              event.reason(),
              event.detail()));
    }
  }

  private record Data(
      String eventId,
      @Nullable String actor,
      @Nullable String target,
      String result,
      @Nullable String reason,
      @Nullable String detail) {}
}
