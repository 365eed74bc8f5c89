package dev.gatehouse.identity.passkeys;

import com.webauthn4j.WebAuthnRegistrationManager;
import com.webauthn4j.converter.CollectedClientDataConverter;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Checks a new key (WebAuthn section 7.1). No attestation is asked for, and none is believed.
public final class RegistrationCheck {
  /// The signatures that are taken, the most wanted first: EdDSA, ES256, RS256 (COSE algorithms).
  public static final List<Long> ALGORITHMS = List.of(-8L, -7L, -257L);

  /// The longest key that is kept: RSA with 8192 bits and some room.
  private static final int LONGEST_KEY = 1200;

  /// The lengths of a credential id that WebAuthn allows.
  private static final int SHORTEST_ID = 16;

  private static final int LONGEST_ID = 1023;

  private static final CollectedClientDataConverter CLIENT_DATA =
      new CollectedClientDataConverter(WebAuthnRules.CONVERTER);

  private final WebAuthnRules rules;
  private final WebAuthnRegistrationManager verifier =
      WebAuthnRegistrationManager.createNonStrictWebAuthnRegistrationManager(
          WebAuthnRules.CONVERTER);

  public RegistrationCheck(RelyingParty party) {
    this.rules = new WebAuthnRules(party);
  }

  /// What `answer` proves to the server that gave this challenge.
  ///
  /// @param userHandle what the authenticator was told to know the user by
  public Outcome check(byte[] challenge, byte[] userHandle, AuthenticatorAnswer.Created answer) {
    try {
      RegistrationData data = verified(challenge, answer);
      AuthenticatorData<?> stated =
          Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
      AttestedCredentialData key = Objects.requireNonNull(stated.getAttestedCredentialData());
      byte[] encoded = WebAuthnRules.CONVERTER.getCborMapper().writeValueAsBytes(key.getCOSEKey());
      if (!Arrays.equals(key.getCredentialId(), answer.credentialId())) {
        return new Outcome.Refused("another_credential_id");
      }
      int length = key.getCredentialId().length;
      if (length < SHORTEST_ID || length > LONGEST_ID) {
        return new Outcome.Refused("credential_id_length");
      }
      if (encoded.length > LONGEST_KEY) {
        return new Outcome.Refused("key_too_long");
      }
      return new Outcome.Accepted(
          new PasskeyCredential(
              key.getCredentialId(),
              encoded,
              userHandle,
              stated.getSignCount(),
              answer.transports(),
              stated.isFlagBE(),
              stated.isFlagBS(),
              Objects.requireNonNull(key.getAaguid().getValue())));
    } catch (RuntimeException e) {
      return new Outcome.Refused(WebAuthnRules.reason(e));
    }
  }

  private RegistrationData verified(byte[] challenge, AuthenticatorAnswer.Created answer) {
    RegistrationData data =
        new RegistrationData(
            AttestedKey.read(answer.attestationObject()),
            answer.attestationObject(),
            WebAuthnRules.read(Objects.requireNonNull(CLIENT_DATA.convert(answer.clientData()))),
            answer.clientData(),
            null,
            null);
    List<PublicKeyCredentialParameters> algorithms =
        ALGORITHMS.stream()
            .map(COSEAlgorithmIdentifier::create)
            .map(alg -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, alg))
            .toList();
    return verifier.verify(
        data, new RegistrationParameters(rules.expecting(challenge), algorithms, false, true));
  }

  /// What came of it.
  public sealed interface Outcome {
    record Accepted(PasskeyCredential credential) implements Outcome {}

    /// It does not count.
    ///
    /// @param reason a code for the audit, never for the client
    record Refused(String reason) implements Outcome {}
  }
}
