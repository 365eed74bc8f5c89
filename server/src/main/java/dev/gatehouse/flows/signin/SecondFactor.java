package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.mfa.TotpFactor;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.passkeys.Passkeys;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.storage.Tx;
import java.util.ArrayList;
import java.util.List;

/// The second half of a sign-in: a token that stands for the right password, and a code beside it.
///
/// One try at a time, each counted before it is looked at: five a token, ten a user in
/// [OneTimeTokens#REMEMBERED], however many arrive at once. Success uses the token up in the
/// transaction that makes the session.
public final class SecondFactor {
  /// How a code is made that this server can check.
  public static final String TOTP = "totp";

  /// A passkey, which is shown to [PasskeyFactor].
  public static final String PASSKEY = "passkey";

  private static final String ACTION = "session.second_factor";
  static final int TRIES = 5;
  static final int TRIES_OF_USER = 10;

  private final Revocations revocations;
  private final OneTimeTokens tokens;
  private final TotpFactor totp;
  private final SessionStarter starter;
  private final Parts parts;

  public SecondFactor(
      Revocations revocations,
      OneTimeTokens tokens,
      TotpFactor totp,
      SessionStarter starter,
      Parts parts) {
    this.revocations = revocations;
    this.tokens = tokens;
    this.totp = totp;
    this.starter = starter;
    this.parts = parts;
  }

  /// What a client needs to go on after the right password.
  Needed ask(Account account) {
    return revocations.write((tx, _) -> {
      String token = tokens.issue(tx, account.id(), Purpose.SECOND_FACTOR, account.authEpoch());
      return new Needed(token, methods(tx, account.id()));
    });
  }

  /// What the user has set up.
  private List<String> methods(Tx tx, UserId user) {
    List<String> methods = new ArrayList<>();
    if (totp.isSetUp(tx, user)) {
      methods.add(TOTP);
    }
    if (parts.passkeys.has(tx, user)) {
      methods.add(PASSKEY);
    }
    return List.copyOf(methods);
  }

  /// Completes the sign-in that `token` is of.
  ///
  /// @param code as the user typed it
  /// @param carriage how the client will hold the session
  public Outcome verify(String token, String code, Carriage carriage, Client client) {
    SessionStarter.Manner manner = new SessionStarter.Manner(carriage, "pwd otp");
    Step step =
        revocations.write((tx, endings) -> verify(tx, endings, token, code, manner, client));
    return switch (step) {
      case Step.Begun(SessionStarter.Started started) ->
          new Outcome.Accepted(starter.handOver(started));
      case Step.Wrong _ -> new Outcome.WrongCode();
      case Step.Over _ -> new Outcome.Over();
    };
  }

  private Step verify(
      Tx tx,
      Endings endings,
      String token,
      String code,
      SessionStarter.Manner manner,
      Client client) {
    OneTimeToken half = tokens.find(tx, token, Purpose.SECOND_FACTOR).orElse(null);
    if (half == null) {
      return new Step.Over();
    }
    String user = half.user().toString();
    totp.lock(tx, half.user());
    Account account = parts.accounts.find(tx, half.user()).orElse(null);
    boolean many = tokens.recentTries(tx, half.user(), Purpose.SECOND_FACTOR) >= TRIES_OF_USER;
    if (account == null
        || account.authEpoch() != half.epoch()
        || many
        || !tokens.countTry(tx, half, TRIES)) {
      refuse(tx, user, many ? "too_many_codes" : "second_factor_over", client);
      return new Step.Over();
    }
    if (!totp.use(tx, half.user(), code.strip())) {
      refuse(tx, user, "wrong_code", client);
      return new Step.Wrong();
    }
    if (!tokens.use(tx, half)) {
      return new Step.Over();
    }
    return starter
        .start(tx, endings, account, client, manner)
        .<Step>map(Step.Begun::new)
        .orElseGet(Step.Over::new);
  }

  private void refuse(Tx tx, String user, String reason, Client client) {
    parts.audit.record(tx, AuditEvent.refused(ACTION, user, reason), client);
  }

  /// The features that it joins.
  public record Parts(Accounts accounts, Passkeys passkeys, Audit audit) {}

  /// What is needed to go on.
  ///
  /// @param methods what the user has set up
  public record Needed(String token, List<String> methods) {
    @Override
    public String toString() {
      return "Needed" + methods;
    }
  }

  /// What came of it.
  public sealed interface Outcome {
    record Accepted(SignedIn signedIn) implements Outcome {}

    /// The code is wrong, or was used before.
    record WrongCode() implements Outcome {}

    /// The token is no more: the password has to be shown again.
    record Over() implements Outcome {}
  }

  private sealed interface Step {
    record Begun(SessionStarter.Started started) implements Step {}

    record Wrong() implements Step {}

    record Over() implements Step {}
  }
}
