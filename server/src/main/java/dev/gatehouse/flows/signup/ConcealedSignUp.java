package dev.gatehouse.flows.signup;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.PasswordHash;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.outbox.Delivery;
import dev.gatehouse.platform.outbox.Outbox;
import dev.gatehouse.platform.outbox.Parcel;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Registers people without telling anybody whether they had an account
/// (`REGISTRATION_CONCEALS_ACCOUNTS`): the call hashes the password and writes the wish down, the
/// same for every address; the account, or the mail that says there is one, is made afterwards.
///
/// Whoever registers an address of somebody else's first keeps nothing of it: the next who does has
/// its reader choose a password.
public final class ConcealedSignUp implements Delivery {
  /// The kind of parcel that a wish to have an account is.
  public static final String KIND = "signup";

  private static final int MOST = 3;
  private static final Duration WINDOW = Duration.ofMinutes(30);

  private final Database database;
  private final Outbox outbox;
  private final Passwords passwords;
  private final SignUp signUp;
  private final Parts parts;

  public ConcealedSignUp(
      Database database, Outbox outbox, Passwords passwords, SignUp signUp, Parts parts) {
    this.database = database;
    this.outbox = outbox;
    this.passwords = passwords;
    this.signUp = signUp;
    this.parts = parts;
  }

  /// Takes a registration in. Check the password policy first.
  public SignUp.Outcome<Boolean> register(SignUp.Person person, Secret password, Client client) {
    Admission.Verdict verdict = signUp.verdict(person.email());
    if (verdict != Admission.Verdict.ADMITTED) {
      return new SignUp.Outcome.NotAdmitted<>(verdict);
    }
    return switch (passwords.hash(client.source(), password)) {
      case HashPool.Outcome.Busy<?>(Duration retryAfter) -> new SignUp.Outcome.Busy<>(retryAfter);
      case HashPool.Outcome.Done<PasswordHash>(PasswordHash hash) -> {
        Wish wish =
            new Wish(
                person.email().value(),
                person.name(),
                hash.encoded(),
                client.address(),
                client.userAgent(),
                client.requestId());
        database.write(tx -> outbox.put(tx, KIND, Json.write(wish)));
        yield new SignUp.Outcome.Registered<>(true);
      }
    };
  }

  @Override
  public Result deliver(Parcel parcel) {
    if (!(Json.read(parcel.payload()) instanceof Json.Reading.Document(JsonNode in))
        || !(EmailAddress.parse(in.path("email").asString(""))
            instanceof EmailAddress.Parsed.Valid(EmailAddress email))) {
      return new GiveUp("not a registration");
    }
    @Nullable String name = in.path("name").isString() ? in.path("name").asString() : null;
    Client client =
        new Client(
            in.path("address").asString(""),
            in.path("user_agent").asString(""),
            in.path("request_id").asString(""));
    PasswordHash hash = new PasswordHash(in.path("hash").asString(""));
    SignUp.Outcome<Account> outcome = signUp.register(new SignUp.Person(email, name), hash, client);
    if (outcome instanceof SignUp.Outcome.EmailTaken<Account>) {
      parts.revocations.write((tx, endings) -> tellOwner(tx, endings, email, client));
    }
    return new Delivered();
  }

  /// Whoever has an account is told so; while nobody has proven the address, its reader is to
  /// choose the password. Neither floods a mailbox: what was sent is counted as tokens are, and the
  /// first kind of token is given to nobody.
  private boolean tellOwner(Tx tx, Endings endings, EmailAddress email, Client client) {
    Account found =
        parts.accounts.findByEmail(tx, email).map(Accounts.Credentials::account).orElse(null);
    if (found == null || !parts.changes.begin(tx, found.id(), database.clock().instant())) {
      return false;
    }
    Account account = parts.accounts.find(tx, found.id()).orElseThrow();
    if (!account.isActive()) {
      return false;
    }
    if (!account.isVerified()) {
      return letReaderChoose(tx, endings, account, client);
    }
    if (parts.tokens.issuedWithin(tx, account.id(), Purpose.ALREADY_REGISTERED, WINDOW) >= MOST) {
      return false;
    }
    parts.tokens.issue(tx, account.id(), Purpose.ALREADY_REGISTERED, account.authEpoch());
    parts.notices.send(tx, account, Notice.alreadyRegistered());
    return true;
  }

  /// Somebody registered an address that nobody has proven, and somebody does again: which of the
  /// two reads its mail is not known. So no password of either counts, nor a link that would prove
  /// the address for whoever came first; the one link that is mailed sets a password, and takes
  /// away what was attached to the account before.
  private boolean letReaderChoose(Tx tx, Endings endings, Account account, Client client) {
    UserId id = account.id();
    if (parts.accounts.hasPassword(tx, id)) {
      parts.accounts.raiseEpoch(tx, endings, id);
      parts.changes.removePassword(tx, id);
      parts.tokens.voidAllOf(tx, id);
      AuditEvent event = AuditEvent.done(null, "password.remove", id.toString());
      parts.audit.record(tx, event.because("registered_again"), client);
    }
    if (parts.tokens.issuedWithin(tx, id, Purpose.PASSWORD_RESET, WINDOW) >= MOST) {
      return false;
    }
    long epoch = parts.accounts.find(tx, id).orElseThrow().authEpoch();
    String token = parts.tokens.issue(tx, id, Purpose.PASSWORD_RESET, epoch);
    parts.notices.send(tx, account, Notice.choosePassword(token));
    return true;
  }

  /// The features that it joins.
  public record Parts(
      Revocations revocations,
      Accounts accounts,
      AccountChanges changes,
      OneTimeTokens tokens,
      Notices notices,
      Audit audit) {}

  /// Who wants an account.
  record Wish(
      String email,
      @Nullable String name,
      String hash,
      String address,
      String userAgent,
      String requestId) {
    @Override
    public String toString() {
      return "Wish[redacted]";
    }
  }
}
