package dev.gatehouse.identity.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which events are looked for. A null filter lets every event pass.
///
/// @param apiKey the id of the API key that the actor used
/// @param since the earliest
/// @param until what is earlier than this
public record AuditSearch(
    @Nullable String actor,
    @Nullable String target,
    @Nullable String action,
    @Nullable String reason,
    AuditEvent.@Nullable Result result,
    @Nullable String apiKey,
    @Nullable Instant since,
    @Nullable Instant until) {
  public static final AuditSearch EVERYTHING =
      new AuditSearch(null, null, null, null, null, null, null, null);

  /// Everything that this user did.
  public static AuditSearch by(String actor, @Nullable Instant since) {
    return new AuditSearch(actor, null, null, null, null, null, since, null);
  }

  /// Everything that was done to this.
  public static AuditSearch to(String target, @Nullable Instant since) {
    return new AuditSearch(null, target, null, null, null, null, since, null);
  }

  /// Everything from this time on.
  public static AuditSearch since(Instant time) {
    return new AuditSearch(null, null, null, null, null, null, time, null);
  }

  boolean passes(RecordedEvent recorded) {
    AuditEvent event = recorded.event();
    return (actor == null || actor.equals(event.actor()))
        && (target == null || target.equals(event.target()))
        && (action == null || action.equals(event.action()))
        && (reason == null || reason.equals(event.reason()))
        && (result == null || result == event.result())
        && (apiKey == null || apiKey.equals(recorded.apiKey()));
  }
}
