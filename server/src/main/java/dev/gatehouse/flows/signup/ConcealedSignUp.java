package dev.gatehouse.flows.signup;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.notices.VerificationMails;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.PasswordHash;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.outbox.Delivery;
import dev.gatehouse.platform.outbox.Outbox;
import dev.gatehouse.platform.outbox.Parcel;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Registers people without telling anybody whether they had an account
/// (`REGISTRATION_CONCEALS_ACCOUNTS`): the call hashes the password and writes the wish down, the
/// same for every address; the account, or the mail that says there is one, is made afterwards.
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
      database.write(tx -> tellOwner(tx, email));
    }
    return new Delivered();
  }

  /// Whoever never proved the address gets the link to do so again; everybody else is told that
  /// they have an account. Neither floods a mailbox: what was sent is counted as tokens are, and
  /// the second kind of token is given to nobody.
  private boolean tellOwner(Tx tx, EmailAddress email) {
    Optional<Account> found =
        parts.accounts.findByEmail(tx, email).map(Accounts.Credentials::account);
    if (found.isEmpty() || !found.get().isActive()) {
      return false;
    }
    Account account = found.get();
    parts.changes.begin(tx, account.id(), database.clock().instant());
    if (!account.isVerified()) {
      return parts.mails.sendAgain(tx, account);
    }
    if (parts.tokens.issuedWithin(tx, account.id(), Purpose.ALREADY_REGISTERED, WINDOW) >= MOST) {
      return false;
    }
    parts.tokens.issue(tx, account.id(), Purpose.ALREADY_REGISTERED, account.authEpoch());
    parts.notices.send(tx, account, Notice.alreadyRegistered());
    return true;
  }

  /// The features that it joins.
  public record Parts(
      Accounts accounts,
      AccountChanges changes,
      OneTimeTokens tokens,
      VerificationMails mails,
      Notices notices) {}

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
