package dev.gatehouse.flows.email;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;

/// Gives an account its old address back, whatever was done to it since: whoever asked for the
/// change knew the password, so that is gone, every session and API key ends, what proves the user
/// and was set up since goes, and a link to set a new password goes to the old address.
///
/// The token counts across epochs, and a password change does not void it: the thief would make
/// one. Of several, the oldest wins: using it voids the later ones.
public final class EmailUndo {
  private static final String ACTION = "email.change.undo";

  private final Revocations revocations;
  private final Notices notices;
  private final EmailParts parts;
  private final Footholds footholds;
  private final Clock clock;

  public EmailUndo(
      Revocations revocations,
      Notices notices,
      EmailParts parts,
      Footholds footholds,
      Clock clock) {
    this.revocations = revocations;
    this.notices = notices;
    this.parts = parts;
    this.footholds = footholds;
    this.clock = clock;
  }

  /// Takes the change back that `token` is of, confirmed or not. The old address was kept for it;
  /// should somebody else have it all the same, what the account holds ends nevertheless: whoever
  /// took the account loses it.
  public EmailChange.Confirmed undo(String token, Client client) {
    try {
      return revocations.write((tx, endings) -> undo(tx, endings, token, client, true));
    } catch (StorageException.UniqueViolation e) {
      revocations.write((tx, endings) -> undo(tx, endings, token, client, false));
      return EmailChange.Confirmed.TAKEN;
    }
  }

  private EmailChange.Confirmed undo(
      Tx tx, Endings endings, String text, Client client, boolean free) {
    OneTimeToken token = parts.tokens().find(tx, text, Purpose.UNDO_EMAIL).orElse(null);
    if (token == null
        || !(EmailAddress.parse(String.valueOf(token.subject()))
            instanceof EmailAddress.Parsed.Valid(EmailAddress old))) {
      return EmailChange.Confirmed.REFUSED;
    }
    UserId id = token.user();
    boolean locked = parts.changes().begin(tx, id, clock.instant());
    Account account = locked ? parts.accounts().find(tx, id).orElse(null) : null;
    if (account == null || !account.isActive() || !parts.tokens().use(tx, token)) {
      String reason = account == null || !account.isActive() ? "account_changed" : "token_used";
      parts.audit().record(tx, AuditEvent.refused(ACTION, id.toString(), reason), client);
      return EmailChange.Confirmed.REFUSED;
    }
    endEverything(tx, endings, token);
    if (!free) {
      AuditEvent event = AuditEvent.refused(ACTION, id.toString(), "email_taken");
      parts.audit().record(tx, event, client);
      return EmailChange.Confirmed.TAKEN;
    }
    if (!account.email().equals(old.value())) {
      parts.changes().readdress(tx, id, old, clock.instant());
      parts.changes().setVerified(tx, id, true);
    }
    Account restored = parts.accounts().find(tx, id).orElseThrow();
    String reset = parts.tokens().issue(tx, id, Purpose.PASSWORD_RESET, restored.authEpoch());
    notices.send(tx, old, Notice.emailChangeUndone(reset));
    parts.audit().record(tx, AuditEvent.done(id.toString(), ACTION, id.toString()), client);
    return EmailChange.Confirmed.DONE;
  }

  private void endEverything(Tx tx, Endings endings, OneTimeToken token) {
    UserId id = token.user();
    parts.accounts().raiseEpoch(tx, endings, id);
    parts.changes().removePassword(tx, id);
    parts.tokens().voidAllSince(tx, token);
    parts.kept().releaseSince(tx, id, token.madeAt());
    footholds.dropSince(tx, endings, id, token.madeAt(), EndReason.EMAIL_CHANGE_UNDONE);
  }
}
