package dev.gatehouse.identity.audit;

import org.jspecify.annotations.Nullable;

/// Something that happened.
///
/// @param actor the id of the user who did it; null for a stranger and for the command line
/// @param action what was done, `session.refresh` for one
/// @param target the id of the user or session it was done to
/// @param reason why it was refused or ended: a code, never shown to the client
/// @param detail what exactly, where the rest leaves it open: the name of a role, the names of the
///   members that were changed; never what is secret
public record AuditEvent(
    @Nullable String actor,
    String action,
    @Nullable String target,
    Result result,
    @Nullable String reason,
    @Nullable String detail) {
  /// The most characters of a detail that are kept.
  static final int LONGEST_DETAIL = 255;

  /// What came of it.
  public enum Result {
    DONE,
    REFUSED
  }

  public static AuditEvent done(@Nullable String actor, String action, @Nullable String target) {
    return new AuditEvent(actor, action, target, Result.DONE, null, null);
  }

  public static AuditEvent refused(String action, @Nullable String target, String reason) {
    return new AuditEvent(null, action, target, Result.REFUSED, reason, null);
  }

  /// The same with a reason code.
  public AuditEvent because(String code) {
    return new AuditEvent(actor, action, target, result, code, detail);
  }

  /// The same, done or tried by this user.
  public AuditEvent by(@Nullable String user) {
    return new AuditEvent(user, action, target, result, reason, detail);
  }

  /// The same, saying what exactly.
  public AuditEvent about(String what) {
    String kept =
        what.codePointCount(0, what.length()) <= LONGEST_DETAIL
            ? what
            : what.substring(0, what.offsetByCodePoints(0, LONGEST_DETAIL));
    return new AuditEvent(actor, action, target, result, reason, kept);
  }
}
