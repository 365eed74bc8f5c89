package dev.gatehouse.identity.notices;

import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.crypto.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that a user is told. It does not name the user: whoever registers with somebody else's
/// address would choose that word.
public final class Notice {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Mail mail;
  private final @Nullable Secret token;
  private final Map<String, String> values;

  private Notice(Mail mail, @Nullable Secret token, Map<String, String> values) {
    this.mail = mail;
    this.token = token;
    this.values = Map.copyOf(values);
  }

  /// A link to set a new password.
  public static Notice passwordReset(String token) {
    return linked(Mail.PASSWORD_RESET, token);
  }

  /// A link that proves the address.
  public static Notice verifyEmail(String token) {
    return linked(Mail.VERIFY_EMAIL, token);
  }

  /// To the new address: a link that makes it the account's.
  public static Notice confirmEmail(String token) {
    return linked(Mail.CONFIRM_EMAIL, token);
  }

  /// To the new address, which has an account already.
  public static Notice emailTaken() {
    return plain(Mail.EMAIL_TAKEN);
  }

  /// To the old address: what is about to happen, and a link that stops or undoes it.
  public static Notice emailChanging(String newEmail, String undoToken) {
    return new Notice(Mail.EMAIL_CHANGING, new Secret(undoToken), Map.of("new_email", newEmail));
  }

  /// To the old address, which is the account's again: a link to set a new password.
  public static Notice emailChangeUndone(String token) {
    return linked(Mail.EMAIL_CHANGE_UNDONE, token);
  }

  /// A link to make an account.
  public static Notice invitation(String token) {
    return linked(Mail.INVITATION, token);
  }

  /// To whoever registers once more, where a registration does not tell that.
  public static Notice alreadyRegistered() {
    return plain(Mail.ALREADY_REGISTERED);
  }

  /// To an address that was registered more than once before anybody proved it: a link to set the
  /// password.
  public static Notice choosePassword(String token) {
    return linked(Mail.CHOOSE_PASSWORD, token);
  }

  /// A sign-in from a browser that was never seen before.
  public static Notice newDevice(Client client, Instant when) {
    return from(Mail.NEW_DEVICE, client, when);
  }

  public static Notice passwordChanged(Client client, Instant when) {
    return from(Mail.PASSWORD_CHANGED, client, when);
  }

  /// An administrator set a new password.
  public static Notice passwordSet(Instant when) {
    return at(Mail.PASSWORD_SET, when);
  }

  /// To the old address: an administrator gave the account another.
  public static Notice emailChanged(Instant when) {
    return at(Mail.EMAIL_CHANGED, when);
  }

  /// A refresh token was used a second time, and its session was ended.
  public static Notice tokenReused(Client client, Instant when) {
    return from(Mail.TOKEN_REUSED, client, when);
  }

  public static Notice mfaEnabled(Client client, Instant when) {
    return from(Mail.MFA_ENABLED, client, when);
  }

  public static Notice mfaDisabled(Client client, Instant when) {
    return from(Mail.MFA_DISABLED, client, when);
  }

  /// An administrator took the second factors away.
  public static Notice mfaReset(Instant when) {
    return at(Mail.MFA_RESET, when);
  }

  /// An administrator wants another password.
  public static Notice passwordChangeForced(Instant when) {
    return new Notice(Mail.PASSWORD_CHANGE_FORCED, null, Map.of("when", WHEN.format(when)));
  }

  public static Notice recoveryCodesMade(Client client, Instant when) {
    return from(Mail.RECOVERY_CODES_MADE, client, when);
  }

  /// A recovery code stood in for the second factor.
  public static Notice recoveryCodeUsed(Client client, Instant when) {
    return from(Mail.RECOVERY_CODE_USED, client, when);
  }

  public static Notice passkeyAdded(String name, Client client, Instant when) {
    return from(Mail.PASSKEY_ADDED, client, when).with("name", StrangersText.defanged(name));
  }

  public static Notice passkeyRemoved(String name, Client client, Instant when) {
    return from(Mail.PASSKEY_REMOVED, client, when).with("name", StrangersText.defanged(name));
  }

  /// Somebody made an API key for the account.
  ///
  /// @param prefix the part of the key that is no secret
  public static Notice apiKeyMade(String name, String prefix, Client client, Instant when) {
    return from(Mail.API_KEY_MADE, client, when)
        .with("name", StrangersText.defanged(name))
        .with("prefix", prefix);
  }

  /// An administrator ended an API key of the account.
  ///
  /// @param prefix the part of the key that is no secret
  public static Notice apiKeyRevoked(String name, String prefix, Instant when) {
    return plain(Mail.API_KEY_REVOKED)
        .with("name", StrangersText.defanged(name))
        .with("prefix", prefix)
        .with("when", WHEN.format(when));
  }

  public static Notice accountErased(Instant when) {
    return at(Mail.ACCOUNT_ERASED, when);
  }

  private static Notice plain(Mail mail) {
    return new Notice(mail, null, Map.of());
  }

  private static Notice at(Mail mail, Instant when) {
    return plain(mail).with("when", WHEN.format(when));
  }

  private static Notice linked(Mail mail, String token) {
    return new Notice(mail, new Secret(token), Map.of());
  }

  private static Notice from(Mail mail, Client client, Instant when) {
    return plain(mail)
        .with("when", WHEN.format(when))
        .with("address", client.address())
        .with("device", StrangersText.defanged(client.userAgent()));
  }

  private Notice with(String name, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(name, value);
    return new Notice(mail, token, more);
  }

  Mail mail() {
    return mail;
  }

  @Nullable Secret token() {
    return token;
  }

  Map<String, String> values() {
    return values;
  }

  @Override
  public String toString() {
    return "Notice[" + mail + "]";
  }
}
