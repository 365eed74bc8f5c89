package dev.gatehouse.flows.recovery;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.outbox.Delivery;
import dev.gatehouse.platform.outbox.Outbox;
import dev.gatehouse.platform.outbox.Parcel;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Mails a link to set a new password to whoever forgot theirs.
///
/// The call itself only writes down that it was made, the same for every address; who that is, if
/// anybody, is looked up afterwards, when nobody is there to measure how long it takes.
public final class ForgottenPassword implements Delivery {
  /// The kind of parcel that a question is.
  public static final String KIND = "forgot";

  private static final String ACTION = "password.forgot";
  private static final int MOST = 3;
  private static final int MOST_WITH_DEAD = 10;

  private final Database database;
  private final Outbox outbox;
  private final OneTimeTokens tokens;
  private final Notices notices;
  private final Parts parts;

  public ForgottenPassword(
      Database database, Outbox outbox, OneTimeTokens tokens, Notices notices, Parts parts) {
    this.database = database;
    this.outbox = outbox;
    this.tokens = tokens;
    this.notices = notices;
    this.parts = parts;
  }

  /// Has the account at `email`, if there is one, mailed a link.
  public void ask(EmailAddress email, Client client) {
    Question question =
        new Question(email.value(), client.address(), client.userAgent(), client.requestId());
    database.write(tx -> outbox.put(tx, KIND, Json.write(question)));
  }

  @Override
  public Result deliver(Parcel parcel) {
    if (!(Json.read(parcel.payload()) instanceof Json.Reading.Document(JsonNode in))
        || !(EmailAddress.parse(in.path("email").asString(""))
            instanceof EmailAddress.Parsed.Valid(EmailAddress email))) {
      return new GiveUp("not a question");
    }
    Client client =
        new Client(
            in.path("address").asString(""),
            in.path("user_agent").asString(""),
            in.path("request_id").asString(""));
    database.write(tx -> answer(tx, email, client));
    return new Delivered();
  }

  private boolean answer(Tx tx, EmailAddress email, Client client) {
    Account found =
        parts.accounts.findByEmail(tx, email).map(Accounts.Credentials::account).orElse(null);
    if (found == null) {
      parts.audit.record(tx, AuditEvent.refused(ACTION, null, "unknown_account"), client);
      return false;
    }
    String id = found.id().toString();
    parts.changes.begin(tx, found.id(), database.clock().instant());
    Account account = parts.accounts.find(tx, found.id()).filter(Account::isActive).orElse(null);
    if (account == null) {
      parts.audit.record(tx, AuditEvent.refused(ACTION, id, "account_inactive"), client);
      return false;
    }
    if (isFlooded(tx, account)) {
      parts.audit.record(tx, AuditEvent.refused(ACTION, id, "too_many"), client);
      return false;
    }
    String token = tokens.issue(tx, account.id(), Purpose.PASSWORD_RESET, account.authEpoch());
    notices.send(tx, account, Notice.passwordReset(token));
    parts.audit.record(tx, AuditEvent.done(null, ACTION, id), client);
    return true;
  }

  /// Links that died with a change of the account keep nobody from asking for one more: whoever
  /// knew the old password could use the three up. A mailbox is not flooded with those either.
  private boolean isFlooded(Tx tx, Account account) {
    Purpose purpose = Purpose.PASSWORD_RESET;
    Duration window = purpose.lifetime();
    return tokens.liveWithin(tx, account.id(), purpose, account.authEpoch(), window) >= MOST
        || tokens.issuedWithin(tx, account.id(), purpose, window) >= MOST_WITH_DEAD;
  }

  /// The features that it joins.
  public record Parts(Accounts accounts, AccountChanges changes, Audit audit) {}

  /// What was asked, and from where.
  record Question(String email, String address, String userAgent, String requestId) {}
}
