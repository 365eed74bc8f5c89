package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.guessing.Guard;
import dev.gatehouse.identity.mfa.CodeFactor;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;

/// The second half of a sign-in: a token that stands for the right password, and a second factor
/// beside it.
///
/// One try at a time, under the lock of the user's row: five a token, and for the user what
/// [CodeTries] lets in over every door at which codes are tried, however many arrive at once.
/// Success uses the token up in the transaction that makes the session.
public final class SecondFactor {
  private static final String ACTION = "session.second_factor";
  static final int TRIES = 5;

  private final Revocations revocations;
  private final OneTimeTokens tokens;
  private final CodeTries tries;
  private final SessionStarter starter;
  private final Parts parts;

  public SecondFactor(
      Revocations revocations,
      OneTimeTokens tokens,
      CodeTries tries,
      SessionStarter starter,
      Parts parts) {
    this.revocations = revocations;
    this.tokens = tokens;
    this.tries = tries;
    this.starter = starter;
    this.parts = parts;
  }

  /// Completes the sign-in that `token` is of by a code.
  ///
  /// @param method what kind of code it is; a wrong one where it is none that this account has
  /// @param code as the user typed it
  /// @param carriage how the client will hold the session
  public Outcome verify(
      String token, String method, String code, Carriage carriage, Client client) {
    Proof proof =
        parts
            .factors
            .called(method)
            .map(factor -> proof(factor, code, client))
            .orElse(new Proof("", (_, _) -> false));
    return verify(token, proof, carriage, client);
  }

  /// Completes the sign-in that `token` is of by any second factor.
  public Outcome verify(String token, Proof proof, Carriage carriage, Client client) {
    parts.guard.requireOwn(() -> holder(token), client);
    Attempt attempt = new Attempt(token, proof, carriage, client);
    return switch (revocations.write((tx, endings) -> verify(tx, endings, attempt))) {
      case Step.Begun(SessionStarter.Started started) ->
          new Outcome.Accepted(starter.handOver(started));
      case Step.Wrong _ -> new Outcome.WrongCode();
      case Step.TooMany(Duration wait) -> new Outcome.TooMany(wait);
      case Step.Over _ -> new Outcome.Over();
    };
  }

  private Optional<Account> holder(String token) {
    return parts.database.read(tx ->
        tokens
            .find(tx, token, Purpose.SECOND_FACTOR)
            .flatMap(half -> parts.accounts.find(tx, half.user())));
  }

  private Step verify(Tx tx, Endings endings, Attempt attempt) {
    OneTimeToken half = tokens.find(tx, attempt.token, Purpose.SECOND_FACTOR).orElse(null);
    Client client = attempt.client;
    if (half == null) {
      return new Step.Over();
    }
    String user = half.user().toString();
    parts.factors.lock(tx, half.user());
    Account account = parts.accounts.find(tx, half.user()).orElse(null);
    if (account == null || account.authEpoch() != half.epoch()) {
      refuse(tx, user, "second_factor_over", client);
      return new Step.Over();
    }
    Duration wait = tries.wait(tx, account, client);
    if (!wait.isZero()) {
      refuse(tx, user, "too_many_codes", client);
      return new Step.TooMany(wait);
    }
    if (!tokens.countTry(tx, half, TRIES)) {
      refuse(tx, user, "second_factor_over", client);
      return new Step.Over();
    }
    return judge(tx, endings, half, account, attempt);
  }

  private Step judge(Tx tx, Endings endings, OneTimeToken half, Account account, Attempt attempt) {
    Client client = attempt.client;
    if (!attempt.proof.check.test(tx, half.user())) {
      tries.count(tx, account, client);
      refuse(tx, half.user().toString(), "wrong_code", client);
      return new Step.Wrong();
    }
    if (!tokens.use(tx, half)) {
      return new Step.Over();
    }
    String before = half.subject() == null ? AuthMethods.PASSWORD : half.subject();
    SessionStarter.Manner manner =
        new SessionStarter.Manner(
            attempt.carriage, AuthMethods.with(before, attempt.proof.methods));
    return starter
        .start(tx, endings, account, client, manner)
        .<Step>map(Step.Begun::new)
        .orElseGet(Step.Over::new);
  }

  private Proof proof(CodeFactor factor, String code, Client client) {
    return new Proof(factor.provenAs(), (tx, user) -> tries.use(tx, user, factor, code, client));
  }

  private void refuse(Tx tx, String user, String reason, Client client) {
    parts.audit.record(tx, AuditEvent.refused(ACTION, user, reason), client);
  }

  /// The features that it joins.
  ///
  /// @param guard lets nobody on for the sake of a device that is not the account's
  public record Parts(
      Database database, Accounts accounts, Factors factors, Audit audit, Guard guard) {}

  /// A second factor that is shown.
  ///
  /// @param methods what it is in a session's `auth_methods`
  /// @param check whether it is right, asked in the transaction that makes the session, once the
  ///   token's try is counted; it uses up what may be used once
  public record Proof(String methods, BiPredicate<Tx, UserId> check) {}

  private record Attempt(String token, Proof proof, Carriage carriage, Client client) {
    @Override
    public String toString() {
      return "Attempt[redacted]";
    }
  }

  /// What came of it.
  public sealed interface Outcome {
    record Accepted(Entry entry) implements Outcome {}

    /// The code is wrong, or was used before.
    record WrongCode() implements Outcome {}

    /// Too many codes were wrong: none is looked at before then.
    record TooMany(Duration retryAfter) implements Outcome {}

    /// The token is no more: the password has to be shown again.
    record Over() implements Outcome {}
  }

  private sealed interface Step {
    record Begun(SessionStarter.Started started) implements Step {}

    record Wrong() implements Step {}

    record TooMany(Duration retryAfter) implements Step {}

    record Over() implements Step {}
  }
}
