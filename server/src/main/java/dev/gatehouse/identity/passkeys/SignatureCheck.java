package dev.gatehouse.identity.passkeys;

import com.webauthn4j.WebAuthnAuthenticationManager;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionAuthenticatorOutput;
import java.util.List;
import java.util.Objects;

/// Checks a signature by a passkey (WebAuthn section 7.2).
public final class SignatureCheck {
  private final WebAuthnRules rules;
  private final WebAuthnAuthenticationManager verifier =
      new WebAuthnAuthenticationManager(List.of(), WebAuthnRules.CONVERTER);

  public SignatureCheck(RelyingParty party) {
    this.rules = new WebAuthnRules(party);
  }

  /// What `answer` proves to the server that gave this challenge.
  ///
  /// @param mustVerify whether the authenticator has to have checked who is at it
  public Outcome check(
      byte[] challenge,
      PasskeyCredential credential,
      AuthenticatorAnswer.Signed answer,
      boolean mustVerify) {
    try {
      AuthenticationData read =
          verifier.parse(
              new AuthenticationRequest(
                  answer.credentialId(),
                  answer.userHandle(),
                  answer.authenticatorData(),
                  answer.clientData(),
                  answer.signature()));
      AuthenticatorData<AuthenticationExtensionAuthenticatorOutput> stated =
          Objects.requireNonNull(read.getAuthenticatorData());
      AuthenticationData data =
          new AuthenticationData(
              read.getCredentialId(),
              read.getUserHandle(),
              stated,
              read.getAuthenticatorDataBytes(),
              WebAuthnRules.read(Objects.requireNonNull(read.getCollectedClientData())),
              read.getCollectedClientDataBytes(),
              null,
              read.getSignature());
      verifier.verify(
          data,
          new AuthenticationParameters(
              rules.expecting(challenge),
              record(credential),
              List.of(credential.id()),
              mustVerify,
              true));
      return new Outcome.Accepted(stated.getSignCount(), stated.isFlagBS(), stated.isFlagUV());
    } catch (RuntimeException e) {
      return new Outcome.Refused(WebAuthnRules.reason(e));
    }
  }

  private static CredentialRecordImpl record(PasskeyCredential credential) {
    COSEKey key =
        WebAuthnRules.CONVERTER.getCborMapper().readValue(credential.publicKey(), COSEKey.class);
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        null,
        credential.backupEligible(),
        credential.backedUp(),
        credential.signCount(),
        new AttestedCredentialData(
            new AAGUID(credential.aaguid()), credential.id(), Objects.requireNonNull(key)),
        null,
        null,
        null,
        null);
  }

  /// What came of it.
  public sealed interface Outcome {
    /// The passkey made the signature.
    ///
    /// @param signCount as the authenticator says now
    /// @param backedUp whether the key has left its device by now
    /// @param verified whether the authenticator checked who is at it
    record Accepted(long signCount, boolean backedUp, boolean verified) implements Outcome {}

    /// It does not count.
    ///
    /// @param reason a code for the audit, never for the client
    record Refused(String reason) implements Outcome {}
  }
}
