package dev.gatehouse.identity.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which events are looked for. A null filter lets every event pass.
///
/// @param since the earliest
/// @param until what is earlier than this
public record AuditSearch(
    @Nullable String actor,
    @Nullable String target,
    @Nullable String action,
    @Nullable String reason,
    AuditEvent.@Nullable Result result,
    @Nullable Instant since,
    @Nullable Instant until) {
  public static final AuditSearch EVERYTHING =
      new AuditSearch(null, null, null, null, null, null, null);

  boolean passes(AuditEvent event) {
    return (actor == null || actor.equals(event.actor()))
        && (target == null || target.equals(event.target()))
        && (action == null || action.equals(event.action()))
        && (reason == null || reason.equals(event.reason()))
        && (result == null || result == event.result());
  }
}
