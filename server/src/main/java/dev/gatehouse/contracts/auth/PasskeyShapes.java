package dev.gatehouse.contracts.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gatehouse.flows.passkeys.PasskeyRegistration;
import dev.gatehouse.flows.signin.PasskeyProof;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.passkeys.AuthenticatorAnswer;
import dev.gatehouse.identity.passkeys.Passkey;
import dev.gatehouse.identity.passkeys.PasskeyCredential;
import dev.gatehouse.identity.passkeys.PasskeyFlows;
import dev.gatehouse.identity.passkeys.RegistrationCheck;
import dev.gatehouse.identity.passkeys.RelyingParty;
import dev.gatehouse.platform.json.Fields;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The documents of WebAuthn Level 3, section 5.1, with its own names and base64url.
final class PasskeyShapes {
  static final int LONGEST_FLOW = 512;
  private static final String TYPE = "public-key";
  private static final int LONGEST_CREDENTIAL_ID = 1023;
  private static final int LONGEST_USER_HANDLE = 64;
  private static final int LONGEST_PART = 16 * 1024;
  private static final int MOST_TRANSPORTS = 7;

  private PasskeyShapes() {}

  /// `PublicKeyCredentialCreationOptionsJSON`, and the flow that it begins.
  static Begun creation(RelyingParty party, Account account, PasskeyRegistration.Options options) {
    String name = account.name();
    boolean named = name != null && !name.isBlank();
    return new Begun(
        options.flowId(),
        new Creation(
            new Party(party.id(), party.name()),
            new User(text(options.userHandle()), account.email(), named ? name : account.email()),
            text(options.challenge()),
            RegistrationCheck.ALGORITHMS.stream().map(alg -> new Algorithm(TYPE, alg)).toList(),
            PasskeyFlows.LIFETIME.toMillis(),
            options.known().stream().map(Descriptor::of).toList(),
            new Selection("required", true, "preferred"),
            "none"));
  }

  /// `PublicKeyCredentialRequestOptionsJSON`, and the flow that it begins.
  static Begun request(RelyingParty party, PasskeyProof.Options options) {
    return new Begun(
        options.flowId(),
        new Request(
            text(options.challenge()),
            PasskeyFlows.LIFETIME.toMillis(),
            party.id(),
            options.allowed().stream().map(Descriptor::of).toList(),
            options.mustVerify() ? "required" : "preferred"));
  }

  /// `RegistrationResponseJSON`, in the member `name`. What is wrong with it is noted in `in`.
  static AuthenticatorAnswer.Created created(Fields in, String name) {
    Fields credential = in.object(name);
    byte[] id = id(credential);
    Fields response = credential.object("response");
    byte[] clientData = response.bytes("clientDataJSON", LONGEST_PART);
    byte[] attestation = response.bytes("attestationObject", LONGEST_PART);
    List<String> transports =
        response.has("transports")
            ? response.texts("transports", MOST_TRANSPORTS, 32).stream()
                .filter(one -> one.matches("[a-z0-9-]{1,32}"))
                .toList()
            : List.of();
    return new AuthenticatorAnswer.Created(id, clientData, attestation, transports);
  }

  /// `AuthenticationResponseJSON`, in the member `name`. What is wrong with it is noted in `in`.
  static AuthenticatorAnswer.Signed signed(Fields in, String name) {
    Fields credential = in.object(name);
    byte[] id = id(credential);
    Fields response = credential.object("response");
    return new AuthenticatorAnswer.Signed(
        id,
        response.bytes("clientDataJSON", LONGEST_PART),
        response.bytes("authenticatorData", LONGEST_PART),
        response.bytes("signature", LONGEST_PART),
        response.optionalBytes("userHandle", LONGEST_USER_HANDLE));
  }

  private static byte[] id(Fields credential) {
    byte[] id = credential.bytes("rawId", LONGEST_CREDENTIAL_ID);
    if (!text(id).equals(credential.text("id", 2 * LONGEST_CREDENTIAL_ID))) {
      credential.refuse("id", "must be the same as rawId");
    }
    if (!credential.text("type", 32).equals(TYPE)) {
      credential.refuse("type", "must be " + TYPE);
    }
    return id;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// What a ceremony begins with.
  record Begun(
      @JsonProperty("flow_id") String flowId, @JsonProperty("publicKey") Object publicKey) {}

  record Creation(
      Party rp,
      User user,
      String challenge,
      @JsonProperty("pubKeyCredParams") List<Algorithm> algorithms,
      long timeout,
      @JsonProperty("excludeCredentials") List<Descriptor> exclude,
      @JsonProperty("authenticatorSelection") Selection selection,
      String attestation) {}

  record Request(
      String challenge,
      long timeout,
      @JsonProperty("rpId") String rpId,
      @JsonProperty("allowCredentials") List<Descriptor> allow,
      @JsonProperty("userVerification") String userVerification) {}

  record Party(String id, String name) {}

  record User(String id, String name, @JsonProperty("displayName") @Nullable String displayName) {}

  record Algorithm(String type, long alg) {}

  record Selection(
      @JsonProperty("residentKey") String residentKey,
      @JsonProperty("requireResidentKey") boolean requireResidentKey,
      @JsonProperty("userVerification") String userVerification) {}

  record Descriptor(
      String type, String id, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> transports) {
    static Descriptor of(PasskeyCredential credential) {
      return new Descriptor(TYPE, text(credential.id()), credential.transports());
    }
  }

  /// A passkey as its user sees it.
  record Entry(
      String id, String name, Instant createdAt, @Nullable Instant lastUsedAt, boolean backedUp) {
    static Entry of(Passkey passkey) {
      return new Entry(
          passkey.id().toString(),
          passkey.name(),
          passkey.createdAt(),
          passkey.lastUsedAt(),
          passkey.credential().backedUp());
    }
  }

  record Entries(List<Entry> passkeys) {}
}
