package dev.gatehouse.identity.webhooks;

import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.outbound.OutboundClient;
import dev.gatehouse.platform.outbound.OutboundOutcome;
import dev.gatehouse.platform.outbound.OutboundRequest;
import dev.gatehouse.platform.outbox.Courier;
import dev.gatehouse.platform.outbox.Delivery;
import dev.gatehouse.platform.outbox.Outbox;
import dev.gatehouse.platform.outbox.Parcel;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Posts events to webhooks, signed as Standard Webhooks says: `webhook-id`, `webhook-timestamp`,
/// `webhook-signature`.
///
/// Any answer from 200 to 299 is an arrival; whatever else is tried again with growing pauses for a
/// day. A message can come twice, with the same id. A webhook that answers 410, or to which nothing
/// arrived for as long as one message was tried, is switched off. One that is slow holds up no
/// other, nor do all others together: each has a lane of its own, and there are places for all.
public final class WebhookDelivery implements Delivery {
  private static final int GONE = 410;

  private final WebhookTable table = new WebhookTable();
  private final WebhookDeliveryTable deliveries = new WebhookDeliveryTable();
  private final Database database;
  private final Webhooks webhooks;
  private final WebhookSecrets secrets;
  private final OutboundClient client;
  private final Audit audit;

  public WebhookDelivery(
      Database database,
      Webhooks webhooks,
      WebhookSecrets secrets,
      OutboundClient client,
      Audit audit) {
    this.database = database;
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.client = client;
    this.audit = audit;
  }

  /// Carries what is put in for webhooks.
  public Courier courier(Outbox outbox) {
    return Courier.ofLanes(database, outbox, Webhooks.KIND, this, Webhooks.MOST);
  }

  @Override
  public Result deliver(Parcel parcel) {
    if (!(Json.read(parcel.payload()) instanceof Json.Reading.Document(JsonNode letter))) {
      return new GiveUp("unreadable");
    }
    UUID id = UUID.fromString(letter.path("webhook").asString(""));
    UUID delivery = UUID.fromString(letter.path("delivery").asString(""));
    Optional<Addressee> addressee = database.read(tx -> addressee(tx, id));
    if (addressee.isEmpty()) {
      return conclude(
          id, delivery, new Attempt(parcel, WebhookAttempts.State.FAILED, null, "switched off"));
    }
    OutboundOutcome outcome =
        client.send(request(addressee.get(), delivery, letter.path("body").asString("")));
    return conclude(id, delivery, attempt(parcel, outcome));
  }

  private Optional<Addressee> addressee(Tx tx, UUID id) {
    return table
        .find(tx, id)
        .filter(Webhook::active)
        .flatMap(webhook ->
            secrets.find(tx, id).map(keys -> new Addressee(URI.create(webhook.url()), keys)));
  }

  private OutboundRequest request(Addressee to, UUID delivery, String body) {
    Instant at = database.clock().instant();
    long now = at.getEpochSecond();
    return OutboundRequest.post(to.url, "application/json", body)
        .with("User-Agent", "Gatehouse")
        .with("webhook-id", delivery.toString())
        .with("webhook-timestamp", Long.toString(now))
        .with("webhook-signature", WebhookSecrets.sign(to.keys.liveAt(at), delivery, now, body));
  }

  private static Attempt attempt(Parcel parcel, OutboundOutcome outcome) {
    WebhookAttempts.State unless =
        parcel.last() ? WebhookAttempts.State.FAILED : WebhookAttempts.State.WAITING;
    return switch (outcome) {
      case OutboundOutcome.Answered(int status, _, _) when status / 100 == 2 ->
          new Attempt(parcel, WebhookAttempts.State.DELIVERED, status, null);
      case OutboundOutcome.Answered(int status, _, _) when status == GONE ->
          new Attempt(parcel, WebhookAttempts.State.FAILED, status, "gone");
      case OutboundOutcome.Answered(int status, _, _) ->
          new Attempt(parcel, unless, status, "answered " + status);
      case OutboundOutcome.Forbidden(String why) -> new Attempt(parcel, unless, null, why);
      case OutboundOutcome.Failed(String why) -> new Attempt(parcel, unless, null, why);
    };
  }

  private Result conclude(UUID id, UUID delivery, Attempt attempt) {
    Instant now = database.clock().instant();
    database.write(tx -> {
      deliveries.note(tx, delivery, attempt, now);
      if (attempt.state == WebhookAttempts.State.FAILED
          && !deliveries.hasArrivedSince(tx, id, delivery)) {
        switchOff(tx, id, attempt);
      }
      return true;
    });
    String error = attempt.error == null ? "" : attempt.error;
    return switch (attempt.state) {
      case DELIVERED -> new Delivered();
      case WAITING -> new TryAgain(error);
      case FAILED -> new GiveUp(error);
    };
  }

  private void switchOff(Tx tx, UUID id, Attempt attempt) {
    Webhook webhook = table.find(tx, id).filter(Webhook::active).orElse(null);
    if (webhook == null) {
      return;
    }
    String reason = attempt.status != null && attempt.status == GONE ? "gone" : "failing";
    webhooks.change(
        tx, new Webhook(id, webhook.url(), webhook.events(), false, reason, webhook.createdAt()));
    AuditEvent event = AuditEvent.done(null, "webhook.disable", id.toString()).because(reason);
    audit.record(tx, event, Client.COMMAND_LINE);
  }

  /// What came of one attempt.
  ///
  /// @param number counted from 1
  record Attempt(
      int number, WebhookAttempts.State state, @Nullable Integer status, @Nullable String error) {
    Attempt(
        Parcel parcel,
        WebhookAttempts.State state,
        @Nullable Integer status,
        @Nullable String error) {
      this(parcel.attempt(), state, status, error);
    }
  }

  private record Addressee(URI url, WebhookKeys keys) {
    @Override
    public String toString() {
      return "Addressee";
    }
  }
}
