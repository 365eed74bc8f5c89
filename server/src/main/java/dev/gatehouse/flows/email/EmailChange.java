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
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.time.Instant;

/// Gives an account another address: asked for with the password, confirmed by whoever reads the
/// mail of the new address, told to the old one, from where [EmailUndo] takes it back: as long as
/// that works, the old address is nobody else's.
///
/// Whether the new address has an account makes no difference but in the mail that goes there.
public final class EmailChange {
  private static final String ASK = "email.change.ask";
  private static final String CONFIRM = "email.change";
  private static final int MOST = 3;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Database database;
  private final Revocations revocations;
  private final Notices notices;
  private final EmailParts parts;

  public EmailChange(
      Database database, Revocations revocations, Notices notices, EmailParts parts) {
    this.database = database;
    this.revocations = revocations;
    this.notices = notices;
    this.parts = parts;
  }

  /// Begins a change of the address of `user`, who has just shown the password.
  public Asked ask(Account user, EmailAddress wanted, Client client) {
    return database.write(tx -> ask(tx, user, wanted, client));
  }

  /// Makes the address that `token` was sent to the account's.
  public Confirmed confirm(String token, Client client) {
    try {
      return revocations.write((tx, endings) -> confirm(tx, endings, token, client));
    } catch (StorageException.UniqueViolation e) {
      return Confirmed.TAKEN;
    }
  }

  /// The statements are the same whether or not the address is taken.
  private Asked ask(Tx tx, Account seen, EmailAddress wanted, Client client) {
    UserId id = seen.id();
    String name = id.toString();
    Instant now = database.clock().instant();
    parts.changes().begin(tx, id, now);
    Account account = parts.accounts().find(tx, id).orElse(null);
    if (account == null || !account.isActive() || account.authEpoch() != seen.authEpoch()) {
      parts.audit().record(tx, AuditEvent.refused(ASK, name, "account_changed").by(name), client);
      return new Asked.Changed();
    }
    if (parts.tokens().issuedWithin(tx, id, Purpose.UNDO_EMAIL, WINDOW) >= MOST) {
      parts.audit().record(tx, AuditEvent.refused(ASK, name, "too_many").by(name), client);
      return new Asked.TooMany(WINDOW);
    }
    boolean taken = parts.accounts().isTakenFor(tx, id, wanted, now);
    long epoch = account.authEpoch();
    String confirm = parts.tokens().issue(tx, id, Purpose.CHANGE_EMAIL, epoch, wanted.value());
    String undo = parts.tokens().issue(tx, id, Purpose.UNDO_EMAIL, epoch, account.email());
    keep(tx, account, now);
    notices.send(tx, wanted, taken ? Notice.emailTaken() : Notice.confirmEmail(confirm));
    notices.send(tx, account, Notice.emailChanging(wanted.value(), undo));
    parts.audit().record(tx, AuditEvent.done(name, ASK, name), client);
    return new Asked.Accepted();
  }

  /// From before the account lets go of it, so that nobody is faster.
  private void keep(Tx tx, Account account, Instant now) {
    if (EmailAddress.parse(account.email())
        instanceof EmailAddress.Parsed.Valid(EmailAddress old)) {
      parts.kept().keep(tx, account.id(), old, now, now.plus(Purpose.UNDO_EMAIL.lifetime()));
    }
  }

  private Confirmed confirm(Tx tx, Endings endings, String text, Client client) {
    OneTimeToken token = parts.tokens().find(tx, text, Purpose.CHANGE_EMAIL).orElse(null);
    if (token == null
        || !(EmailAddress.parse(String.valueOf(token.subject()))
            instanceof EmailAddress.Parsed.Valid(EmailAddress wanted))) {
      return Confirmed.REFUSED;
    }
    String user = token.user().toString();
    Instant now = database.clock().instant();
    if (parts.lock(tx, token, now).isEmpty()) {
      parts.audit().record(tx, AuditEvent.refused(CONFIRM, user, "account_changed"), client);
      return Confirmed.REFUSED;
    }
    if (!parts.tokens().use(tx, token)) {
      parts.audit().record(tx, AuditEvent.refused(CONFIRM, user, "token_used"), client);
      return Confirmed.REFUSED;
    }
    parts.changes().readdress(tx, token.user(), wanted, now);
    parts.changes().setVerified(tx, token.user(), true);
    parts.tokens().voidAllOf(tx, token.user()); // they went to the old address
    endings.user(user);
    parts.audit().record(tx, AuditEvent.done(user, CONFIRM, user), client);
    return Confirmed.DONE;
  }

  /// What came of asking for a change.
  public sealed interface Asked {
    /// Mails are on their way, taken or not.
    record Accepted() implements Asked {}

    /// The account is not what it was a moment ago.
    record Changed() implements Asked {}

    /// The user asked several times already.
    record TooMany(Duration retryAfter) implements Asked {}
  }

  /// What came of confirming one.
  public enum Confirmed {
    DONE,
    /// The token is used, expired, forged, or its user has changed since.
    REFUSED,
    /// The address has got an account of its own in the meantime, or is kept for another.
    TAKEN
  }
}
