package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.test.authenticator.webauthn.AndroidKeyAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.NoneAttestationAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.PackedAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.TPMAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticatorAdaptor;
import com.webauthn4j.test.client.ClientPlatform;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.PasskeyUser.Flow;
import dev.gatehouse.testing.SoftPasskey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Authenticators that attest their keys, though nobody asked: those that the library of passkeys
/// emulates, and others that state what authenticators in the vectors of WebAuthn do.
@OnSqlite
class EmulatedPasskeyTest extends Journey {
  private static final ObjectConverter CONVERTER = new ObjectConverter();

  @Test
  void an_authenticator_without_attestation_is_taken() {
    takesAndKnows(new NoneAttestationAuthenticator());
  }

  @Test
  void one_that_attests_though_nobody_asked_is_taken_like_any_other() {
    takesAndKnows(new PackedAuthenticator());
    takesAndKnows(new TPMAuthenticator());
    takesAndKnows(new AndroidKeyAuthenticator());
  }

  /// What is stated was said of other keys, at another site. `compound` is a list, and `vendor` is
  /// no format that anybody knows.
  @Test
  void what_attests_a_key_is_not_judged() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    List<byte[]> statements =
        new ArrayList<>(
            Stream.of("tpm.ES256", "fido-u2f.ES256", "android-key.ES256", "apple.ES256")
                .map(EmulatedPasskeyTest::statementIn)
                .toList());
    for (String odd : List.of("68636f6d706f756e64", "6676656e646f72")) {
      String empty = odd.startsWith("68") ? "80" : "a0";
      statements.add(
          HexFormat.of().parseHex("a3" + SoftPasskey.FMT + odd + SoftPasskey.ATT_STMT + empty));
    }
    for (byte[] statement : statements) {
      SoftPasskey key = PasskeyUser.authenticator();
      key.statement = statement;
      key.aaguid = Arrays.copyOf(key.id, 16);
      user.add(user.begin(), "Key", key).expect(201);
      PasskeyUser.login(api, key).expect(200);
    }
  }

  /// An authenticator of U2F asks nobody for a PIN, has no make and knows no user handles. It is
  /// taken, and by itself lets nobody in.
  @Test
  void a_security_key_that_verifies_nobody_is_a_second_factor_and_no_more() {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    SoftPasskey key = PasskeyUser.authenticator();
    key.statement = statementIn("fido-u2f.ES256");
    key.flags = SoftPasskey.UP;
    user.add(user.begin(), "Security key", key).expect(201);
    PasskeyUser.login(api, key).expectProblem(401, "Invalid passkey");
    server.sql("UPDATE users SET mfa_enabled = TRUE WHERE email = :e", Map.of("e", email));
    String token =
        api.post("/api/auth/login", Map.of("email", email, "password", PASSWORD))
            .expect(200)
            .text("mfa_token");
    Flow flow = PasskeyUser.beginLogin(api, token);
    key.userHandle = null;
    key.count++;
    PasskeyUser.login(api, flow.id(), key.get(flow.options()), token).expect(200);
  }

  /// What stands before the data in the attestation object of this vector.
  private static byte[] statementIn(String vector) {
    try (InputStream file =
        EmulatedPasskeyTest.class.getResourceAsStream("/webauthn/level3.json")) {
      String object =
          CONVERTER
              .getJsonMapper()
              .readTree(Objects.requireNonNull(file))
              .at("/" + vector + "/attestationObject")
              .stringValue();
      String authData = "686175746844617461";
      return HexFormat.of().parseHex(object.substring(0, object.lastIndexOf(authData)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void takesAndKnows(WebAuthnAuthenticator authenticator) {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    ClientPlatform client =
        new ClientPlatform(
            new Origin(PasskeyUser.ORIGIN), new WebAuthnAuthenticatorAdaptor(authenticator));
    Flow adding = user.begin();
    user.add(adding.id(), "Emulated", created(client, adding)).expect(201);
    Flow entering = PasskeyUser.beginLogin(api, null);
    assertThat(
            PasskeyUser.login(api, entering.id(), signed(client, entering), null)
                .expect(200)
                .json()
                .at("/user/email")
                .stringValue())
        .isEqualTo(email);
  }

  @SuppressWarnings("NullAway") // the emulator's annotations stand on the bytes of its arrays
  private static Map<String, Object> created(ClientPlatform client, Flow flow) {
    var options =
        CONVERTER
            .getJsonMapper()
            .readValue(flow.options().toString(), PublicKeyCredentialCreationOptions.class);
    var credential = client.create(options);
    var response = Objects.requireNonNull(credential.getResponse());
    return credential(
        Objects.requireNonNull(credential.getRawId()),
        Map.of(
            "clientDataJSON", SoftPasskey.encode(response.getClientDataJSON()),
            "attestationObject", SoftPasskey.encode(response.getAttestationObject())));
  }

  @SuppressWarnings("NullAway") // the same
  private static Map<String, Object> signed(ClientPlatform client, Flow flow) {
    var options =
        CONVERTER
            .getJsonMapper()
            .readValue(flow.options().toString(), PublicKeyCredentialRequestOptions.class);
    var credential = client.get(options);
    var response = Objects.requireNonNull(credential.getResponse());
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("clientDataJSON", SoftPasskey.encode(response.getClientDataJSON()));
    said.put("authenticatorData", SoftPasskey.encode(response.getAuthenticatorData()));
    said.put("signature", SoftPasskey.encode(response.getSignature()));
    said.put("userHandle", SoftPasskey.encode(Objects.requireNonNull(response.getUserHandle())));
    return credential(Objects.requireNonNull(credential.getRawId()), said);
  }

  private static Map<String, Object> credential(byte[] id, Map<String, Object> response) {
    String text = SoftPasskey.encode(id);
    return Map.of("id", text, "rawId", text, "type", "public-key", "response", response);
  }
}
