package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.test.authenticator.webauthn.NoneAttestationAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.PackedAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticatorAdaptor;
import com.webauthn4j.test.client.ClientPlatform;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.PasskeyUser.Flow;
import dev.gatehouse.testing.SoftPasskey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The authenticators that the library of passkeys emulates.
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
