package dev.gatehouse.contracts.admin;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.WebhookUpkeep;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// `/webhooks/{id}/secret/rotate`, `/test` and `/deliveries/{delivery}/redeliver`.
public final class WebhookUpkeepCalls {
  private static final int USUAL_OVERLAP = 24 * 60 * 60;
  private static final int LONGEST_OVERLAP = 7 * 24 * 60 * 60;

  private final WebhookUpkeep webhooks;

  WebhookUpkeepCalls(WebhookUpkeep webhooks) {
    this.webhooks = webhooks;
  }

  Response rotateSecret(Request request, Actor actor) {
    int overlap =
        request
            .optionalFields()
            .map(in -> {
              Integer seconds = in.optionalNumber("overlap_seconds", 0, LONGEST_OVERLAP);
              in.refuseOthers();
              Gate.require(in);
              return seconds == null ? USUAL_OVERLAP : seconds;
            })
            .orElse(USUAL_OVERLAP);
    return Denials.OF_WEBHOOK.answer(
        webhooks.rotateSecret(actor, WebhookCalls.id(request), Duration.ofSeconds(overlap)),
        rotated -> Response.ok(RotatedView.of(rotated)));
  }

  Response test(Request request, Actor actor) {
    request.optionalFields().ifPresent(AdminTable::refuseMembers);
    return Denials.OF_WEBHOOK.answer(
        webhooks.test(actor, WebhookCalls.id(request)), _ -> Response.json(202, Map.of()));
  }

  Response redeliver(Request request, Actor actor) {
    request.optionalFields().ifPresent(AdminTable::refuseMembers);
    return Denials.OF_DELIVERY.answer(
        webhooks.sendAgain(
            actor, WebhookCalls.id(request), Denials.OF_DELIVERY.id(request, "delivery")),
        delivery -> Response.json(202, WebhookCalls.DeliveryView.of(delivery)));
  }

  record RotatedView(
      String id,
      String url,
      List<String> events,
      boolean active,
      Instant createdAt,
      String secret,
      Instant oldExpiresAt) {
    static RotatedView of(WebhookUpkeep.Rotated rotated) {
      return new RotatedView(
          rotated.webhook().id().toString(),
          rotated.webhook().url(),
          rotated.webhook().events(),
          rotated.webhook().active(),
          rotated.webhook().createdAt(),
          rotated.secret().reveal(),
          rotated.oldUntil());
    }
  }
}
