package dev.gatehouse.identity.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The test vectors of WebAuthn Level 3, section 16, as far as a server meets them that asks for no
/// attestation and is in nobody's frame. Their relying party is `example.org`. Every figure is
/// derived from the seeds that the section names, down to the certificates.
class Level3VectorsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final RelyingParty PARTY =
      new RelyingParty("example.org", "Example", Set.of("https://example.org"));
  private static final byte[] HANDLE = new byte[32];

  private final RegistrationCheck registration = new RegistrationCheck(PARTY);
  private final SignatureCheck signature = new SignatureCheck(PARTY);
  private final JsonNode vectors = vectors();

  /// Whatever attests the key: none of it is asked for, none is believed.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.ES256",
        "none.ES256.long-credential-id",
        "packed-self.ES256",
        "packed.ES256",
        "packed.RS256",
        "packed.EdDSA",
        "tpm.ES256",
        "android-key.ES256",
        "apple.ES256",
        "fido-u2f.ES256"
      })
  void a_credential_is_taken_and_signs(String name) {
    PasskeyCredential key = taken(name);
    assertThat(key.id()).isEqualTo(bytes(name, "credential_id"));
    assertThat(signature(name, key)).isInstanceOf(SignatureCheck.Outcome.Accepted.class);
    byte[] forged = bytes(name, "signature");
    forged[forged.length - 1] ^= 1;
    assertThat(signature(name, key, forged))
        .isEqualTo(new SignatureCheck.Outcome.Refused("wrong_signature"));
    PasskeyCredential stranger = taken(name.equals("none.ES256") ? "packed.ES256" : "none.ES256");
    assertThat(signature(name, stranger)).isInstanceOf(SignatureCheck.Outcome.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "packed.ES384, wrong_algorithm",
    "packed.ES512, wrong_algorithm",
    "packed.Ed448, unreadable_answer"
  })
  void a_key_of_an_algorithm_that_was_not_offered_is_refused(String name, String reason) {
    assertThat(registered(name)).isEqualTo(new RegistrationCheck.Outcome.Refused(reason));
  }

  @Test
  void what_an_authenticator_says_of_its_key_and_of_itself_is_kept() {
    PasskeyCredential key = taken("none.ES256");
    assertThat(key.backupEligible()).isTrue();
    assertThat(key.backedUp()).isTrue();
    assertThat(signature("none.ES256", key))
        .isEqualTo(new SignatureCheck.Outcome.Accepted(0, true, false));
    assertThat(taken("packed-self.ES256").aaguid())
        .hasToString("df850e09-db6a-fbdf-ab51-697791506cfc");
  }

  @Test
  void what_was_said_in_a_frame_of_another_origin_is_refused() {
    for (String name : List.of("none.ES256.crossOrigin", "none.ES256.topOrigin")) {
      assertThat(registered(name)).isEqualTo(new RegistrationCheck.Outcome.Refused("cross_origin"));
    }
    PasskeyCredential key = taken("none.ES256");
    assertThat(signature("none.ES256.crossOrigin", key))
        .isEqualTo(new SignatureCheck.Outcome.Refused("cross_origin"));
  }

  private PasskeyCredential taken(String name) {
    RegistrationCheck.Outcome outcome = registered(name);
    assertThat(outcome).isInstanceOf(RegistrationCheck.Outcome.Accepted.class);
    return ((RegistrationCheck.Outcome.Accepted) outcome).credential();
  }

  private RegistrationCheck.Outcome registered(String name) {
    byte[] client = bytes(name, "createClientData");
    return registration.check(
        challenge(client),
        HANDLE,
        new AuthenticatorAnswer.Created(
            bytes(name, "credential_id"), client, bytes(name, "attestationObject"), List.of()));
  }

  private SignatureCheck.Outcome signature(String name, PasskeyCredential key) {
    return signature(name, key, bytes(name, "signature"));
  }

  private SignatureCheck.Outcome signature(String name, PasskeyCredential key, byte[] signed) {
    byte[] client = bytes(name, "getClientData");
    return signature.check(
        challenge(client),
        key,
        new AuthenticatorAnswer.Signed(
            key.id(), client, bytes(name, "authenticatorData"), signed, null),
        false);
  }

  private byte[] bytes(String name, String part) {
    return HexFormat.of().parseHex(vectors.get(name).get(part).stringValue());
  }

  /// The challenge that a vector answers.
  private static byte[] challenge(byte[] clientData) {
    JsonNode stated = JSON.readTree(new String(clientData, StandardCharsets.UTF_8));
    return Base64.getUrlDecoder().decode(stated.get("challenge").stringValue());
  }

  private static JsonNode vectors() {
    try (InputStream file = Level3VectorsTest.class.getResourceAsStream("/webauthn/level3.json")) {
      return JSON.readTree(Objects.requireNonNull(file).readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
