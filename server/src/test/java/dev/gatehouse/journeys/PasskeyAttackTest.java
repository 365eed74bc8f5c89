package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.PasskeyUser.Flow;
import dev.gatehouse.testing.SoftPasskey;
import dev.gatehouse.testing.SoftPasskey.Algorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What no browser and no authenticator gets away with (WebAuthn Level 3, sections 7.1 and 7.2).
@OnSqlite
class PasskeyAttackTest extends Journey {
  private static final String INVALID = "Invalid passkey";
  private static final String AGAIN = "Sign in again";
  private static final String NOT_PROVEN = "credential does not prove a passkey for this site";

  /// Every lie about a ceremony, and the reason that the audit has for its refusal.
  private static Map<Lie, String> lies() {
    Map<Lie, String> lies = new LinkedHashMap<>();
    lies.put(new Lie("origin", key -> key.origin = "https://evil.example"), "wrong_origin");
    lies.put(new Lie("port", key -> key.origin = "http://localhost:8001"), "wrong_origin");
    lies.put(new Lie("scheme", key -> key.origin = "https://localhost:8000"), "wrong_origin");
    lies.put(new Lie("subdomain", key -> key.origin = "http://a.localhost:8000"), "wrong_origin");
    lies.put(new Lie("party", key -> key.rpId = "evil.example"), "wrong_relying_party");
    lies.put(
        new Lie("challenge", key -> key.challenge = SoftPasskey.encode(new byte[32])),
        "wrong_challenge");
    lies.put(new Lie("short", key -> key.challenge = ""), "wrong_challenge");
    lies.put(new Lie("frame", key -> key.crossOrigin = true), "cross_origin");
    lies.put(new Lie("top", key -> key.topOrigin = PasskeyUser.ORIGIN), "cross_origin");
    lies.put(new Lie("nobody", key -> key.flags &= ~SoftPasskey.UP), "user_not_present");
    lies.put(new Lie("backup", key -> key.flags |= SoftPasskey.BS), "backup_state_impossible");
    return lies;
  }

  @Test
  void no_lie_adds_a_passkey() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    Map<Lie, String> lies = lies();
    lies.put(new Lie("type", key -> key.type = "webauthn.get"), "wrong_type");
    lies.put(new Lie("short", key -> key.id = new byte[15]), "credential_id_length");
    refused(user, lies);
    SoftPasskey endless = PasskeyUser.authenticator();
    endless.id = new byte[1024];
    assertThat(user.add(user.begin(), "Key", endless).expectProblem(422).body()).contains("rawId");
    assertThat(user.list().json().get("passkeys").isEmpty()).isTrue();
  }

  @Test
  void what_is_no_attestation_object_adds_no_passkey() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    Map<Lie, String> lies = new LinkedHashMap<>();
    String none = SoftPasskey.FMT + "646e6f6e65" + SoftPasskey.ATT_STMT;
    lies.put(attesting("a2" + SoftPasskey.ATT_STMT + "a0"), "malformed_answer");
    lies.put(
        attesting("a3" + SoftPasskey.FMT + "01" + SoftPasskey.ATT_STMT + "a0"), "malformed_answer");
    lies.put(attesting("a3" + none + "60"), "malformed_answer");
    lies.put(attesting("a3" + none + "80"), "malformed_answer");
    lies.put(attesting("a3" + none + "a1617801"), "malformed_answer");
    lies.put(attesting("a4" + none + "a0"), "unreadable_answer");
    refused(user, lies);
  }

  private void refused(PasskeyUser user, Map<Lie, String> lies) {
    lies.forEach((lie, reason) -> {
      SoftPasskey key = PasskeyUser.authenticator();
      lie.told.accept(key);
      user.add(user.begin(), "Key", key).expectProblem(422, NOT_PROVEN);
      assertThat(lastReason("passkey.add")).as(lie.name).isEqualTo(reason);
    });
    assertThat(user.list().json().get("passkeys").isEmpty()).isTrue();
  }

  @Test
  void no_lie_signs_in() {
    SoftPasskey key = new PasskeyUser(api, newcomer().access()).newPasskey();
    Map<Lie, String> lies = lies();
    lies.put(new Lie("type", one -> one.type = "webauthn.create"), "wrong_type");
    lies.put(new Lie("unverified", one -> one.flags &= ~SoftPasskey.UV), "user_not_verified");
    lies.put(new Lie("eligible", one -> one.flags |= SoftPasskey.BE), "backup_eligibility_changed");
    lies.put(new Lie("counted", one -> one.count--), "sign_count_went_back");
    lies.put(new Lie("uncounted", one -> one.count = 0), "sign_count_went_back");
    lies.put(new Lie("handle", one -> one.userHandle = new byte[32]), "wrong_user_handle");
    lies.put(new Lie("no handle", one -> one.userHandle = null), "wrong_user_handle");
    lies.put(new Lie("id", one -> one.id = new byte[32]), "unknown_passkey");
    lies.forEach((lie, reason) -> {
      SoftPasskey liar = key.copy();
      liar.count++;
      lie.told.accept(liar);
      Flow flow = PasskeyUser.beginLogin(api, null);
      PasskeyUser.login(api, flow.id(), liar.get(flow.options()), null).expectProblem(401, INVALID);
      assertThat(lastReason("session.start")).as(lie.name).isEqualTo(reason);
    });
    PasskeyUser.login(api, key).expect(200);
  }

  @Test
  void a_signature_by_another_key_or_over_something_else_opens_nothing() {
    SoftPasskey key = new PasskeyUser(api, newcomer().access()).newPasskey();
    SoftPasskey forger = PasskeyUser.authenticator();
    forger.id = key.id;
    forger.userHandle = key.userHandle;
    PasskeyUser.login(api, forger).expectProblem(401, INVALID);
    assertThat(lastReason("session.start")).isEqualTo("wrong_signature");
    Flow flow = PasskeyUser.beginLogin(api, null);
    key.count = 7;
    Map<String, Object> honest = key.get(flow.options());
    key.count = 8;
    Map<String, Object> swapped =
        with(
            honest,
            "authenticatorData",
            Objects.requireNonNull(key.get(flow.options()).get("response")));
    PasskeyUser.login(api, flow.id(), swapped, null).expectProblem(401, INVALID);
    PasskeyUser.login(api, flow.id(), honest, null).expect(200);
  }

  @Test
  void an_algorithm_that_was_not_offered_is_refused_and_those_offered_work() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    SoftPasskey odd = new SoftPasskey(PasskeyUser.ORIGIN, PasskeyUser.RP_ID, Algorithm.ES384);
    user.add(user.begin(), "Key", odd).expectProblem(422, NOT_PROVEN);
    assertThat(lastReason("passkey.add")).isEqualTo("wrong_algorithm");
    for (Algorithm offered : List.of(Algorithm.ES256, Algorithm.EDDSA, Algorithm.RS256)) {
      SoftPasskey key = new SoftPasskey(PasskeyUser.ORIGIN, PasskeyUser.RP_ID, offered);
      user.add(user.begin(), offered.name(), key).expect(201);
      PasskeyUser.login(api, key).expect(200);
    }
    assertThat(user.begin().options().at("/excludeCredentials/0/transports").toString())
        .isEqualTo("[\"internal\",\"hybrid\"]");
  }

  @Test
  void an_authenticators_name_for_a_key_may_be_as_short_and_as_long_as_webauthn_has_it() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    for (int length : new int[] {16, 1023}) {
      SoftPasskey key = PasskeyUser.authenticator();
      key.id = Arrays.copyOf(key.id, length);
      user.add(user.begin(), "Key", key).expect(201);
      PasskeyUser.login(api, key).expect(200);
    }
  }

  @Test
  void a_key_that_is_longer_than_any_that_makes_sense_is_refused() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    SoftPasskey key = new SoftPasskey(PasskeyUser.ORIGIN, PasskeyUser.RP_ID, Algorithm.RS256);
    key.modulusBytes = 1300;
    user.add(user.begin(), "Key", key).expectProblem(422, NOT_PROVEN);
    assertThat(lastReason("passkey.add")).isEqualTo("key_too_long");
    key.modulusBytes = 1024;
    user.add(user.begin(), "Key", key).expect(201);
  }

  @Test
  void a_flow_counts_for_what_it_was_begun_for_alone() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    SoftPasskey key = user.newPasskey();
    key.count++;
    Flow adding = user.begin();
    PasskeyUser.login(api, adding.id(), key.get(adding.options()), null)
        .expectProblem(401, INVALID);
    Flow entering = PasskeyUser.beginLogin(api, null);
    SoftPasskey another = PasskeyUser.authenticator();
    Map<String, Object> created = another.create(adding.options());
    user.add(entering.id(), "Key", created).expectProblem(422, "flow_id is over: begin again");
    String tampered = adding.id().substring(0, 220) + "A" + adding.id().substring(221);
    user.add(tampered + "A", "Key", created).expectProblem(422);
    user.add("x".repeat(512), "Key", created).expectProblem(422);
    user.add(adding.id(), "Key", created).expect(201);
    user.add(adding.id(), "Key", created).expectProblem(422);
  }

  @Test
  void nobody_completes_what_another_session_began() {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    PasskeyUser same = new PasskeyUser(api, Api.pair(api.login(email, PASSWORD)).access());
    PasskeyUser other = new PasskeyUser(api, newcomer().access());
    Flow flow = user.begin();
    other.add(flow, "Key", PasskeyUser.authenticator()).expectProblem(422);
    same.add(flow, "Key", PasskeyUser.authenticator()).expectProblem(422);
    user.add(flow, "Key", PasskeyUser.authenticator()).expect(201);
  }

  @Test
  void a_passkey_has_one_user() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    PasskeyUser thief = new PasskeyUser(api, newcomer().access());
    SoftPasskey key = user.newPasskey();
    thief.add(thief.begin(), "Mine", key).expectProblem(409, "This passkey is registered already");
    String id = user.list().json().at("/passkeys/0/id").stringValue();
    thief.rename(id, "Mine").expectProblem(404, "There is no such passkey");
    thief.remove(id).expectProblem(404, "There is no such passkey");
    thief.remove("1-1-1-1-1").expectProblem(404);
    assertThat(thief.list().json().get("passkeys").isEmpty()).isTrue();
    assertThat(user.list().json().at("/passkeys/0/name").stringValue()).isEqualTo("Key");
  }

  @Test
  void the_audit_knows_whatever_came_of_a_passkey() {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    SoftPasskey taken = new PasskeyUser(api, newcomer().access()).newPasskey();
    user.add(user.begin(), "Mine", taken).expectProblem(409);
    Flow flow = user.begin();
    user.add(flow, "Key", PasskeyUser.authenticator()).expect(201);
    user.add(flow, "Key", PasskeyUser.authenticator()).expectProblem(422);
    user.add("x".repeat(250), "Key", PasskeyUser.authenticator().create(flow.options()))
        .expectProblem(422);
    String id = user.list().json().at("/passkeys/0/id").stringValue();
    user.rename(id, "Old").expect(200);
    user.remove(id).expect(204);
    assertThat(history(email))
        .filteredOn(event -> event.startsWith("passkey."))
        .containsExactly(
            "passkey.add passkey_of_somebody",
            "passkey.add",
            "passkey.add flow_used",
            "passkey.add flow_over",
            "passkey.rename",
            "passkey.remove");
  }

  @Test
  void adding_and_removing_ask_for_a_recent_sign_in() {
    PasskeyUser user = new PasskeyUser(api, newcomer().access());
    user.newPasskey();
    String id = user.list().json().at("/passkeys/0/id").stringValue();
    Flow flow = user.begin();
    server.time().pass(Duration.ofMinutes(11));
    Answer refused = user.remove(id).expectProblem(401);
    assertThat(refused.header("WWW-Authenticate")).contains("insufficient_user_authentication");
    user.add(flow, "Key", PasskeyUser.authenticator()).expectProblem(401);
    api.post(PasskeyUser.PREFIX + "/register/options", Map.of()).expectProblem(401);
    assertThat(user.list().json().get("passkeys")).hasSize(1);
  }

  @Test
  void whoever_is_deactivated_has_no_use_for_a_passkey() {
    String email = newEmail();
    SoftPasskey key = new PasskeyUser(api, api.newcomer(email).access()).newPasskey();
    server.sql("UPDATE users SET is_active = FALSE WHERE email = :email", Map.of("email", email));
    PasskeyUser.login(api, key).expectProblem(401, INVALID);
    assertThat(lastReason("session.start")).isEqualTo("account_inactive");
  }

  @Test
  void garbage_is_a_fault_of_the_client() {
    String email = newEmail();
    PasskeyUser user = new PasskeyUser(api, api.newcomer(email).access());
    SoftPasskey key = user.newPasskey();
    Random random = new Random(3);
    for (int i = 0; i < 150; i++) {
      if (i % 20 == 19) {
        user = backLater(email);
      }
      Flow adding = user.begin();
      Map<String, Object> created = PasskeyUser.authenticator().create(adding.options());
      assertThat(user.add(adding.id(), "Key", broken(created, "attestationObject", random)))
          .extracting(Answer::status)
          .isIn(422, 201, 409);
      Flow entering = PasskeyUser.beginLogin(api, null);
      key.count++;
      String part = i % 2 == 0 ? "authenticatorData" : "clientDataJSON";
      Map<String, Object> signed = broken(key.get(entering.options()), part, random);
      assertThat(PasskeyUser.login(api, entering.id(), signed, null).status()).isEqualTo(401);
      removeAllBut(user, 1);
    }
    user = backLater(email);
    String nested = SoftPasskey.encode(new byte[4000]).replace('A', 'g');
    Flow flow = user.begin();
    Map<String, Object> created = PasskeyUser.authenticator().create(flow.options());
    user.add(flow.id(), "Key", with(created, "attestationObject", nested)).expectProblem(422);
    user.add(flow.id(), "Key", with(created, "attestationObject", "x".repeat(30_000)))
        .expectProblem(422);
    user.add(flow.id(), "Key", with(created, "attestationObject", "====")).expectProblem(422);
    user.add(flow.id(), "Key", "garbage").expectProblem(422);
    user.add(flow.id(), "Key", Map.of()).expectProblem(422);
    user.add(flow.id(), " ", created).expectProblem(422);
    user.add(flow.id(), "x".repeat(101), created).expectProblem(422);
    api.post(PasskeyUser.PREFIX + "/login", "{}").expectProblem(422);
    api.post(PasskeyUser.PREFIX + "/login/options", "[]").expectProblem(422);
    api.post(PasskeyUser.PREFIX + "/login/options").expect(200);
  }

  @Test
  void options_tell_a_stranger_nothing() {
    Answer one = api.post(PasskeyUser.PREFIX + "/login/options", Map.of("email", "a@example.com"));
    Answer two = api.post(PasskeyUser.PREFIX + "/login/options", Map.of());
    assertThat(one.body().length()).isEqualTo(two.body().length());
    assertThat(one.json().get("publicKey").propertyNames())
        .isEqualTo(two.json().get("publicKey").propertyNames());
    api.post(PasskeyUser.PREFIX + "/login/options", Map.of("mfa_token", "gto_x"))
        .expectProblem(401, AGAIN);
  }

  /// The user signs in again when the failures that came from their address are forgotten.
  private PasskeyUser backLater(String email) {
    forgetFailures();
    return new PasskeyUser(api, Api.pair(api.login(email, PASSWORD)).access());
  }

  private void removeAllBut(PasskeyUser user, int kept) {
    List<String> ids =
        user.list()
            .json()
            .get("passkeys")
            .valueStream()
            .map(one -> one.get("id").stringValue())
            .toList();
    ids.subList(Math.min(kept, ids.size()), ids.size()).forEach(id -> user.remove(id).expect(204));
  }

  /// The credential with some bits of one part of its response turned.
  private static Map<String, Object> broken(
      Map<String, Object> credential, String part, Random random) {
    Map<?, ?> response = Objects.requireNonNull((Map<?, ?>) credential.get("response"));
    byte[] bytes = SoftPasskey.decode(Objects.requireNonNull((String) response.get(part)));
    for (int i = 0; i <= random.nextInt(3); i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return with(credential, part, SoftPasskey.encode(bytes));
  }

  /// @param value the part, or a response that has it
  private static Map<String, Object> with(
      Map<String, Object> credential, String part, Object value) {
    Map<Object, Object> response = new LinkedHashMap<>((Map<?, ?>) credential.get("response"));
    response.put(part, value instanceof Map<?, ?> other ? other.get(part) : value);
    Map<String, Object> changed = new LinkedHashMap<>(credential);
    changed.put("response", response);
    return changed;
  }

  private String lastReason(String action) {
    return server
        .database()
        .read(tx ->
            tx.sql(
                    """
                    SELECT reason FROM audit_events WHERE action = :action AND reason IS NOT NULL
                    ORDER BY id DESC LIMIT 1
                    """)
                .bind("action", action)
                .first(row -> row.text("reason"))
                .orElse(""));
  }

  /// An attestation object that is none.
  private static Lie attesting(String statement) {
    return new Lie(statement, key -> key.statement = HexFormat.of().parseHex(statement));
  }

  /// Something that is not so.
  private record Lie(String name, Consumer<SoftPasskey> told) {}
}
