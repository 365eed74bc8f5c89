package dev.gatehouse.contracts;

import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.apikeys.ApiKeyText;
import dev.gatehouse.identity.apikeys.Scope;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.guessing.Devices;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.identity.sessions.Beginning;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.Bearer;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.identity.tokens.Credentials;
import dev.gatehouse.identity.tokens.KeyHolder;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.json.Fields;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every contract does at its door: who is asking, from where, and is that an email address.
public final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final int UNHEARD_RETRY_SECONDS = 2;
  private static final int NO_MAIL_RETRY_SECONDS = 3600;
  private static final int LONGEST_EMAIL = 1024;

  private final Credentials credentials;
  private final KeyLimit keyLimit;
  private final Database database;
  private final Accounts accounts;
  private final Sessions sessions;

  public Gate(
      Credentials credentials,
      KeyLimit keyLimit,
      Database database,
      Accounts accounts,
      Sessions sessions) {
    this.sessions = sessions;
    this.credentials = credentials;
    this.keyLimit = keyLimit;
    this.database = database;
    this.accounts = accounts;
  }

  /// Who presents what carries a session in `request`: for what a person does. API keys never pass.
  ///
  /// @param refusal what the contract says to everybody else
  /// @throws Problem.Found 401, 403 for an API key, or 503 while this node can't answer for anybody
  public Caller caller(Request request, String refusal) {
    Bearer bearer = bearer(request, refusal);
    if (bearer instanceof Caller caller) {
      return caller;
    }
    throw new Problem.Found(forbidden(bearer, "An API key can't do this", null));
  }

  /// Who presents the bearer credential of `request`, which may be an API key with this scope.
  ///
  /// @param refusal what the contract says to everybody else
  /// @throws Problem.Found as [#caller]; 403 for an API key without the scope
  public Bearer bearer(Request request, String refusal, Scope scope) {
    Bearer bearer = bearer(request, refusal);
    if (bearer instanceof KeyHolder holder && !holder.key().grant().allows(scope)) {
      String code = scope.code();
      throw new Problem.Found(forbidden(bearer, "This API key lacks the scope " + code, code));
    }
    return bearer;
  }

  /// Who presents the bearer credential of `request`, be it an API key: for calls that ask for what
  /// its powers allow.
  ///
  /// @param refusal what the contract says to everybody else
  /// @throws Problem.Found 401, 429 when an API key is used too much, or 503 while this node can't
  ///   answer for anybody
  public Bearer bearer(Request request, String refusal) {
    Optional<String> bearer = request.bearer();
    if (bearer.isEmpty()) {
      throw new Problem.Found(Problem.unauthorized(refusal, false));
    }
    return switch (credentials.check(bearer.get(), client(request))) {
      case Credentials.Verdict.Accepted(Caller caller) -> caller;
      case Credentials.Verdict.Accepted(KeyHolder holder) -> {
        keyLimit.require(holder.key().id());
        yield holder;
      }
      case Credentials.Verdict.Refused(RefusedCredential.Reason reason, _) -> {
        LOG.debug("request {} refused: {}", request.id(), reason.code());
        request.refusedFor(reason.code());
        throw new Problem.Found(Problem.unauthorized(refusal, true));
      }
      case Credentials.Verdict.Delayed(Duration retryAfter) ->
          throw new Problem.Found(delayed(retryAfter));
      case Credentials.Verdict.Unknown _ ->
          throw new Problem.Found(
              Problem.unavailable("The database is not available", UNHEARD_RETRY_SECONDS));
    };
  }

  /// Who presents the bearer credential of `request`, in a session that they began a moment ago by
  /// proving who they are, with the second factor where they have one: for what a stolen token must
  /// not be enough for.
  ///
  /// @param refusal what the contract says to whoever is nobody
  /// @throws Problem.Found as [#caller], and 401 `insufficient_user_authentication` (RFC 9470)
  public Caller recentCaller(Request request, String refusal) {
    Caller caller = caller(request, refusal);
    Beginning beginning =
        database
            .read(tx -> sessions.beginning(tx, caller.session()))
            .orElseThrow(() -> new Problem.Found(Problem.unauthorized(refusal, true)));
    if (!beginning.isRecentAt(database.clock().instant())) {
      throw new Problem.Found(Problem.insufficientAuthentication(Beginning.RECENT));
    }
    return caller;
  }

  /// Who presents what carries a session; empty for everybody else, holders of API keys among them.
  public Optional<Caller> knownCaller(Request request) {
    return request
        .bearer()
        .filter(bearer -> !ApiKeyText.isMeantBy(bearer))
        .map(bearer -> credentials.check(bearer, client(request)))
        .flatMap(verdict ->
            verdict instanceof Credentials.Verdict.Accepted(Caller caller)
                ? Optional.of(caller)
                : Optional.empty());
  }

  /// The time on which all nodes agree.
  public Instant now() {
    return database.clock().instant();
  }

  /// Where `request` comes from.
  public static Client client(Request request) {
    return new Client(
        request.clientAddress(), request.userAgent(), request.id(), Devices.shown(request::cookie));
  }

  /// Where `request` comes from, and by which API key, if by one, its bearer acts.
  public static Client client(Request request, Bearer bearer) {
    Client client = client(request);
    return bearer instanceof KeyHolder holder ? client.by(holder.key().id().toString()) : client;
  }

  /// 403: the credential of `bearer` counts, and not for this. The challenge says so to an API key.
  ///
  /// @param scope what would be enough; null when no scope would
  public static Problem forbidden(Bearer bearer, String detail, @Nullable String scope) {
    return bearer instanceof KeyHolder
        ? Problem.insufficientScope(detail, scope)
        : Problem.of(403, detail);
  }

  /// The email in the member `name` of a registration; empty, and noted in `fields`, when it is
  /// none, or one at `localhost`: whoever owned `admin@localhost` could sign in as `admin`.
  public static Optional<EmailAddress> newEmail(Fields fields, String name) {
    Optional<EmailAddress> email = address(fields, name, EmailAddress.parse(textOf(fields, name)));
    if (email.filter(EmailAddress::isAtLocalhost).isPresent()) {
      fields.refuse(name, "must not be at localhost");
      return Optional.empty();
    }
    return email;
  }

  /// The email to sign in with. A bare name is `NAME@localhost`, once an operator has made such an
  /// account: which ones there are is not told.
  public Optional<EmailAddress> knownEmail(Fields fields, String name) {
    String text = textOf(fields, name);
    boolean bare = !text.isEmpty() && text.indexOf('@') < 0;
    return address(
        fields,
        name,
        bare && database.read(accounts::hasBareNames)
            ? EmailAddress.ofAdminName(text)
            : EmailAddress.parse(text));
  }

  /// 422 when anything in `fields` was refused.
  public static void require(Fields fields) {
    if (!fields.errors().isEmpty()) {
      throw new Problem.Found(Problem.invalid(fields.errors()));
    }
  }

  /// 429: too many attempts at secrets were made. The same for a right one and a wrong one.
  public static Problem delayed(Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return Problem.of(
        429, "Too many attempts; try again later", Map.of("Retry-After", Long.toString(seconds)));
  }

  /// 503: too many passwords are being hashed.
  public static Problem busy(Duration retryAfter) {
    int seconds = (int) Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return Problem.unavailable("Too many people are signing in at once", seconds);
  }

  /// 503: the call needs a mail, and there is nowhere to send one to.
  public static Problem noMail() {
    return Problem.unavailable("Mail is not configured", NO_MAIL_RETRY_SECONDS);
  }

  private static String textOf(Fields fields, String name) {
    return fields.text(name, LONGEST_EMAIL);
  }

  private static Optional<EmailAddress> address(
      Fields fields, String name, EmailAddress.Parsed parsed) {
    return switch (parsed) {
      case EmailAddress.Parsed.Valid(EmailAddress address) -> Optional.of(address);
      case EmailAddress.Parsed.Invalid(String detail) -> {
        if (fields.errors().stream().noneMatch(error -> error.field().equals(name))) {
          fields.refuse(name, detail);
        }
        yield Optional.empty();
      }
    };
  }
}
