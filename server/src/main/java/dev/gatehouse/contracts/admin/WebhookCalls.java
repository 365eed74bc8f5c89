package dev.gatehouse.contracts.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.WebhookAdministration;
import dev.gatehouse.identity.webhooks.Webhook;
import dev.gatehouse.identity.webhooks.WebhookAttempts;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Fields;
import dev.gatehouse.platform.outbound.OutboundRules;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/webhooks`.
public final class WebhookCalls {
  private static final String ALL = "webhooks";
  private static final String LIST = "webhook deliveries ";
  private static final int LONGEST_URL = 2048;
  private static final int LONGEST_SOUGHT = 255;
  private static final int MOST_EVENTS = 30;
  private static final int LONGEST_EVENT = 64;
  private static final Pattern EVENT =
      Pattern.compile("\\*|[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*(\\.\\*)?");

  private final WebhookAdministration webhooks;
  private final OutboundRules rules;
  private final Cursors cursors;

  WebhookCalls(WebhookAdministration webhooks, OutboundRules rules, Cursors cursors) {
    this.webhooks = webhooks;
    this.rules = rules;
    this.cursors = cursors;
  }

  /// There are never so many of them that a query a page would be better.
  Response list(Request request, Actor actor) {
    Query query = new Query(request);
    String sought = query.text("q", LONGEST_SOUGHT);
    int limit = query.limit();
    Position from = query.from(cursors, ALL);
    query.done();
    List<Webhook> all = webhooks.list();
    Page<View> page =
        Page.fill(
            limit,
            from,
            (position, most) ->
                all.stream()
                    .dropWhile(one -> position != null && !comesAfter(one, position))
                    .filter(one -> sought == null || Query.has(one.url(), sought))
                    .limit(most)
                    .map(one ->
                        new Page.Row<View>(
                            View.of(one), new Position(0, one.createdAt().toString(), one.id())))
                    .toList());
    return Response.ok(new Listing<>(page.items(), query.next(cursors, ALL, page.next())));
  }

  Response show(Request request, Actor actor) {
    Query.none(request);
    return webhooks
        .find(id(request))
        .map(webhook -> Response.ok(View.of(webhook)))
        .orElseGet(() -> Response.problem(Denials.OF_WEBHOOK.notFound()));
  }

  Response create(Request request, Actor actor) {
    Fields in = request.fields();
    String url = url(in, in.text("url", LONGEST_URL));
    List<String> events = events(in);
    in.refuseOthers();
    Gate.require(in);
    return Denials.OF_WEBHOOK.answer(
        webhooks.create(actor, url, events),
        made -> Response.created(View.of(made.webhook(), made.secret().reveal())));
  }

  Response change(Request request, Actor actor) {
    Fields in = request.fields();
    String url = in.names("url") ? url(in, in.text("url", LONGEST_URL)) : null;
    List<String> events = in.names("events") ? events(in) : null;
    Boolean active = in.optionalFlag("active");
    in.refuseOthers();
    Gate.require(in);
    return Denials.OF_WEBHOOK.answer(
        webhooks.change(actor, id(request), url, events, active),
        webhook -> Response.ok(View.of(webhook)));
  }

  Response delete(Request request, Actor actor) {
    return Denials.OF_WEBHOOK.answer(webhooks.delete(actor, id(request)), _ -> Response.none());
  }

  Response deliveries(Request request, Actor actor) {
    UUID id = id(request);
    Query query = new Query(request);
    int limit = query.limit();
    Position from = query.from(cursors, LIST + id);
    query.done();
    return webhooks
        .deliveries(id, from, limit)
        .map(page ->
            Response.ok(
                new Listing<>(
                    page.items().stream().map(DeliveryView::of).toList(),
                    query.next(cursors, LIST + id, page.next()))))
        .orElseGet(() -> Response.problem(Denials.OF_WEBHOOK.notFound()));
  }

  /// They are in the order in which they were made.
  private static boolean comesAfter(Webhook one, Position position) {
    int order = one.createdAt().compareTo(Instant.parse(position.key()));
    return order > 0 || (order == 0 && one.id().toString().compareTo(position.id().toString()) > 0);
  }

  private String url(Fields in, String text) {
    try {
      if (!text.isEmpty()) {
        rules.complaint(new URI(text)).ifPresent(complaint -> in.refuse("url", complaint));
      } else if (in.errors().stream().noneMatch(error -> error.field().equals("url"))) {
        in.refuse("url", "must be a URL");
      }
    } catch (URISyntaxException e) {
      in.refuse("url", "must be a URL");
    }
    return text;
  }

  private static List<String> events(Fields in) {
    List<String> events = in.texts("events", MOST_EVENTS, LONGEST_EVENT);
    if (events.stream().anyMatch(event -> !EVENT.matcher(event).matches())) {
      in.refuse("events", "must be actions like session.end, beginnings like session.*, or *");
    } else if (events.isEmpty() && in.has("events")) {
      in.refuse("events", "must name one event at least");
    }
    return events;
  }

  static UUID id(Request request) {
    return Denials.OF_WEBHOOK.id(request, "id");
  }

  record View(
      String id,
      String url,
      List<String> events,
      boolean active,
      @Nullable String disabledReason,
      Instant createdAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {
    static View of(Webhook webhook) {
      return of(webhook, null);
    }

    static View of(Webhook webhook, @Nullable String secret) {
      return new View(
          webhook.id().toString(),
          webhook.url(),
          webhook.events(),
          webhook.active(),
          webhook.disabledReason(),
          webhook.createdAt(),
          secret);
    }
  }

  record DeliveryView(
      String id,
      String eventId,
      String action,
      String state,
      int attempts,
      @Nullable Integer responseStatus,
      @Nullable String error,
      Instant createdAt,
      @Nullable Instant lastAttemptAt) {
    static DeliveryView of(WebhookAttempts one) {
      return new DeliveryView(
          one.id().toString(),
          one.eventId().toString(),
          one.action(),
          one.state().name().toLowerCase(Locale.ROOT),
          one.attempts(),
          one.responseStatus(),
          one.error(),
          one.createdAt(),
          one.lastAttemptAt());
    }
  }
}
