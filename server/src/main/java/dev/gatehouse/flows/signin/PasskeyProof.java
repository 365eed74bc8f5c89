package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.passkeys.AuthenticatorAnswer;
import dev.gatehouse.identity.passkeys.Passkey;
import dev.gatehouse.identity.passkeys.PasskeyCredential;
import dev.gatehouse.identity.passkeys.PasskeyFlow;
import dev.gatehouse.identity.passkeys.PasskeyFlow.Kind;
import dev.gatehouse.identity.passkeys.PasskeyFlows;
import dev.gatehouse.identity.passkeys.Passkeys;
import dev.gatehouse.identity.passkeys.SignatureCheck;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Proof of who somebody is by a passkey (WebAuthn section 7.2).
///
/// Signatures are checked outside of transactions. [#use] then makes sure, inside of one, that the
/// flow was not completed before and that the passkey is still what it was.
public final class PasskeyProof {
  private final Database database;
  private final Passkeys passkeys;
  private final PasskeyFlows flows;
  private final SignatureCheck check;

  public PasskeyProof(
      Database database, Passkeys passkeys, PasskeyFlows flows, SignatureCheck check) {
    this.database = database;
    this.passkeys = passkeys;
    this.flows = flows;
    this.check = check;
  }

  /// What a browser needs to ask whoever is there for a passkey.
  public Options begin() {
    return begin(flows.begin(Kind.SIGN_IN), List.of());
  }

  /// What a browser needs to ask `bound` for a passkey.
  Options begin(PasskeyFlow.Bound bound) {
    List<Passkey> own = database.read(tx -> passkeys.of(tx, bound.user()));
    return begin(flows.begin(Kind.SECOND_FACTOR, bound), own);
  }

  private Options begin(PasskeyFlow flow, List<Passkey> allowed) {
    return new Options(
        flows.seal(flow),
        flow.challenge(),
        flow.kind() == Kind.SIGN_IN,
        allowed.stream().map(Passkey::credential).toList());
  }

  /// What `answer` proves. By itself, without a first factor, it counts only when the authenticator
  /// says whom the passkey is of and has checked that they are there.
  Outcome prove(String flowId, Kind kind, AuthenticatorAnswer.Signed answer) {
    PasskeyFlow flow = flows.open(flowId, kind).orElse(null);
    if (flow == null) {
      return new Outcome.Refused(null, "flow_over");
    }
    Passkey passkey = database.read(tx -> passkeys.find(tx, answer.credentialId())).orElse(null);
    if (passkey == null) {
      return new Outcome.Refused(null, "unknown_passkey");
    }
    boolean alone = kind == Kind.SIGN_IN;
    if (flow.bound() != null && !flow.bound().user().equals(passkey.user())) {
      return new Outcome.Refused(passkey.user(), "passkey_of_another");
    }
    byte[] handle = answer.userHandle();
    boolean known = Arrays.equals(handle, passkey.credential().userHandle());
    if (!known && (alone || handle != null)) {
      return new Outcome.Refused(passkey.user(), "wrong_user_handle");
    }
    return switch (check.check(flow.challenge(), passkey.credential(), answer, alone)) {
      case SignatureCheck.Outcome.Accepted accepted -> new Outcome.Proven(flow, passkey, accepted);
      case SignatureCheck.Outcome.Refused(String reason) ->
          new Outcome.Refused(passkey.user(), reason);
    };
  }

  /// Uses the proof up; false when the passkey is no more, or its count did not rise.
  ///
  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when the flow was
  ///   completed before
  boolean use(Tx tx, Outcome.Proven proven) {
    flows.complete(tx, proven.flow);
    return passkeys.use(tx, proven.passkey, proven.accepted);
  }

  /// What a browser needs.
  ///
  /// @param mustVerify whether the authenticator has to check who is at it
  /// @param allowed the keys that can answer; empty for any
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
  public record Options(
      String flowId, byte[] challenge, boolean mustVerify, List<PasskeyCredential> allowed) {}

  /// What came of it.
  sealed interface Outcome {
    /// They are who the passkey is of.
    record Proven(PasskeyFlow flow, Passkey passkey, SignatureCheck.Outcome.Accepted accepted)
        implements Outcome {
      /// Whether it completes a flow that was begun for this very thing.
      boolean isBoundTo(UUID subject) {
        return flow.bound() != null && flow.bound().subject().equals(subject);
      }

      /// How the user proved who they are (RFC 8176).
      String methods() {
        String key =
            passkey.credential().backupEligible()
                ? AuthMethods.SOFTWARE_KEY
                : AuthMethods.HARDWARE_KEY;
        return AuthMethods.of(key, AuthMethods.PRESENCE, AuthMethods.MFA);
      }
    }

    /// They are not, or the answer does not count.
    ///
    /// @param user whose passkey it is, if anybody's
    /// @param reason a code for the audit, never for the client
    record Refused(@Nullable UserId user, String reason) implements Outcome {}
  }
}
