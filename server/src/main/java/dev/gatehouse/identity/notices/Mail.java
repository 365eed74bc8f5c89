package dev.gatehouse.identity.notices;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every mail there is.
enum Mail {
  PASSWORD_RESET("/reset"),
  VERIFY_EMAIL("/verify-email"),
  CONFIRM_EMAIL("/confirm-email"),
  EMAIL_TAKEN(null),
  EMAIL_CHANGING("/undo-email", "new_email"),
  EMAIL_CHANGE_UNDONE("/reset"),
  INVITATION("/invitation"),
  ALREADY_REGISTERED(null),
  CHOOSE_PASSWORD("/reset"),
  NEW_DEVICE(null, "when", "address", "device"),
  PASSWORD_CHANGED(null, "when", "address", "device"),
  PASSWORD_CHANGE_FORCED(null, "when"),
  PASSWORD_SET(null, "when"),
  EMAIL_CHANGED(null, "when"),
  TOKEN_REUSED(null, "when", "address", "device"),
  MFA_ENABLED(null, "when", "address", "device"),
  MFA_DISABLED(null, "when", "address", "device"),
  MFA_RESET(null, "when"),
  RECOVERY_CODES_MADE(null, "when", "address", "device"),
  RECOVERY_CODE_USED(null, "when", "address", "device"),
  PASSKEY_ADDED(null, "name", "when", "address", "device"),
  PASSKEY_REMOVED(null, "name", "when", "address", "device"),
  API_KEY_MADE(null, "name", "prefix", "when", "address", "device"),
  API_KEY_REVOKED(null, "name", "prefix", "when"),
  ACCOUNT_ERASED(null, "when");

  private final @Nullable String page;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is
  private final Set<String> facts;

  /// @param page the page that the mail's link opens
  Mail(@Nullable String page, String... facts) {
    this.page = page;
    this.facts = Set.of(facts);
  }

  @Nullable String page() {
    return page;
  }

  /// What the mail says beside the link.
  Set<String> facts() {
    return facts;
  }

  /// The name of its templates, without `.txt` and `.html`.
  String template() {
    return name().toLowerCase(Locale.ROOT);
  }
}
