package dev.gatehouse.identity.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event on its way to one webhook.
///
/// @param id what the receiver sees as `webhook-id`, the same at every attempt
/// @param responseStatus what the receiver answered last; null when it did not
/// @param error why the last attempt failed: a few words of ours; null when it did not
/// @param lastAttemptAt when it was tried last, or put in once more; null when neither was done
public record WebhookAttempts(
    UUID id,
    UUID eventId,
    String action,
    State state,
    int attempts,
    @Nullable Integer responseStatus,
    @Nullable String error,
    Instant createdAt,
    @Nullable Instant lastAttemptAt) {

  /// How it stands.
  public enum State {
    WAITING,
    DELIVERED,
    FAILED
  }
}
