package dev.gatehouse.flows.email;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.VerificationMails;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.util.Optional;

/// Proves that the address of an account is its user's.
public final class EmailVerification {
  private static final String ACTION = "email.verify";

  private final Database database;
  private final Revocations revocations;
  private final VerificationMails mails;
  private final EmailParts parts;

  public EmailVerification(
      Database database, Revocations revocations, VerificationMails mails, EmailParts parts) {
    this.database = database;
    this.revocations = revocations;
    this.mails = mails;
    this.parts = parts;
  }

  /// Whether `token` proves an address that its user still has.
  public boolean verify(String token, Client client) {
    return revocations.write((tx, endings) -> verify(tx, endings, token, client));
  }

  /// Sends the mail once more, if there is anything to prove and not too many were sent.
  public void resend(UserId user, Client client) {
    database.write(tx -> {
      parts.changes().begin(tx, user, database.clock().instant());
      boolean sent =
          parts
              .accounts()
              .find(tx, user)
              .filter(Account::isActive)
              .filter(account -> mails.sendAgain(tx, account))
              .isPresent();
      AuditEvent event = AuditEvent.done(user.toString(), "email.verify.resend", user.toString());
      parts.audit().record(tx, sent ? event : event.because("not_sent"), client);
      return sent;
    });
  }

  private boolean verify(Tx tx, Endings endings, String text, Client client) {
    OneTimeToken token = parts.tokens().find(tx, text, Purpose.VERIFY_EMAIL).orElse(null);
    if (token == null) {
      return false;
    }
    String user = token.user().toString();
    Optional<Account> account = parts.lockAcrossEpochs(tx, token, database.clock().instant());
    if (account.filter(found -> found.email().equals(token.subject())).isEmpty()) {
      parts.audit().record(tx, AuditEvent.refused(ACTION, user, "account_changed"), client);
      return false;
    }
    if (!parts.tokens().use(tx, token)) {
      parts.audit().record(tx, AuditEvent.refused(ACTION, user, "token_used"), client);
      return false;
    }
    parts.changes().setVerified(tx, token.user(), true);
    endings.user(user);
    parts.audit().record(tx, AuditEvent.done(user, ACTION, user), client);
    return true;
  }
}
