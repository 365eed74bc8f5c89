package dev.gatehouse.identity.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as it was written down.
///
/// @param event its actor, action, target, result, reason and detail
/// @param address the client's address; null when none is known
/// @param requestId the id of the request in the log; null when none is known
/// @param apiKey the id of the API key that the actor used; null for none
/// @param seal null when it is not sealed yet
/// @param unreadable the members that hold what the server never writes, `id`, `at` or `result`:
///   somebody changed the row. What stands in their place here means nothing.
public record RecordedEvent(
    UUID id,
    Instant at,
    AuditEvent event,
    @Nullable String address,
    @Nullable String requestId,
    @Nullable String apiKey,
    @Nullable Seal seal,
    List<String> unreadable) {
  public RecordedEvent {
    unreadable = List.copyOf(unreadable);
  }

  /// Whether it can be read as it was written.
  public boolean isWhole() {
    return unreadable.isEmpty();
  }
}
