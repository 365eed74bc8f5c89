package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.access.Permission;
import java.time.Duration;
import java.util.Locale;

/// Why something was not done. Nothing was changed.
public sealed interface Denial {
  /// There is no such user, role or permission.
  record NotFound() implements Denial {}

  /// A role or permission was named that there is none of.
  record Unknown(String name) implements Denial {}

  /// The mailbox has an account already, under whatever spelling.
  record EmailTaken() implements Denial {}

  /// There is a role or permission of this name.
  record NameTaken() implements Denial {}

  /// The actor would give a permission that they do not hold.
  record MoreThanHeld() implements Denial {}

  /// What is asked for needs this permission as well.
  record PermissionMissing(Permission permission) implements Denial {}

  /// The actor would act on somebody, or on a role, that may do more than they.
  record MorePowerful() implements Denial {}

  /// The last administrator would be gone.
  record LastAdministrator() implements Denial {}

  /// The server needs it as it is.
  record BuiltIn() implements Denial {}

  /// The configuration has the keys, and the database none to rotate.
  record KeysAreConfigured() implements Denial {}

  /// There are as many as there may be.
  record TooMany() implements Denial {}

  /// The webhook is told nothing for now.
  record SwitchedOff() implements Denial {}

  /// The delivery has arrived, or is still on its way.
  record NotFailed() implements Denial {}

  /// The event is not in the audit any more.
  record NotKept() implements Denial {}

  /// Too many passwords are being hashed.
  record Busy(Duration retryAfter) implements Denial {}

  /// Whether it is told to the audit: what somebody tried and may not do.
  default boolean isTold() {
    return switch (this) {
      case MoreThanHeld _, PermissionMissing _, MorePowerful _, LastAdministrator _, BuiltIn _ ->
          true;
      case NotFound _,
          Unknown _,
          EmailTaken _,
          NameTaken _,
          KeysAreConfigured _,
          TooMany _,
          SwitchedOff _,
          NotFailed _,
          NotKept _,
          Busy _ ->
          false;
    };
  }

  /// The reason code in the audit.
  default String code() {
    return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
