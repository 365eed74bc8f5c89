package dev.gatehouse.identity.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who wants to be told.
///
/// @param url where; may hold a credential of the receiver's
/// @param events actions of the audit (`session.end`), beginnings of them (`session.*`), or `*`
/// @param disabledReason why the server switched it off; null when it did not
public record Webhook(
    UUID id,
    String url,
    List<String> events,
    boolean active,
    @Nullable String disabledReason,
    Instant createdAt) {
  public Webhook {
    events = List.copyOf(events);
  }

  /// Whether this action is one of `events`.
  static boolean wants(List<String> events, String action) {
    return events.stream()
        .anyMatch(one ->
            one.endsWith("*")
                ? action.startsWith(one.substring(0, one.length() - 1))
                : action.equals(one));
  }

  @Override
  public String toString() {
    return "Webhook[" + id + "]";
  }
}
