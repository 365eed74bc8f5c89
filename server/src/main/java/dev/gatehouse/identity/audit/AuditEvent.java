package dev.gatehouse.identity.audit;

import org.jspecify.annotations.Nullable;

/// Something that happened.
///
/// @param actor the id of the user who did it; null for a stranger and for the command line
/// @param action what was done, `session.refresh` for one
/// @param target the id of the user or session it was done to
/// @param reason why it was refused or ended: a code, never shown to the client
public record AuditEvent(
    @Nullable String actor,
    String action,
    @Nullable String target,
    Result result,
    @Nullable String reason) {

  /// What came of it.
  public enum Result {
    DONE,
    REFUSED
  }

  public static AuditEvent done(@Nullable String actor, String action, @Nullable String target) {
    return new AuditEvent(actor, action, target, Result.DONE, null);
  }

  public static AuditEvent refused(String action, @Nullable String target, String reason) {
    return new AuditEvent(null, action, target, Result.REFUSED, reason);
  }

  /// The same with a reason code.
  public AuditEvent because(String code) {
    return new AuditEvent(actor, action, target, result, code);
  }
}
