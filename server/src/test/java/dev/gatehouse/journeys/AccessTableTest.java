package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.OnSqlite;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Row 15: every route, called by everybody, about what is there and what is not.
@OnSqlite
@SuppressWarnings("NullAway.Init") // set before each run of the class
class AccessTableTest extends AdminJourney {
  /// Not asked for in one way with the others: the credential is in the body, or the body is a
  /// handshake.
  private static final List<String> OF_THEIR_OWN =
      List.of("POST /api/auth/refresh", "POST /api/auth/mfa/totp/confirm", "GET /ws");

  /// Of oneself, and for some of us only.
  private static final List<String> WITH_A_PERMISSION =
      List.of("GET /metrics", "POST /api/auth/cleanup");

  /// There is one permission for all that is to be done with webhooks: an auditor does not see
  /// them.
  private static final String HOOKS = "GET /api/admin/webhooks";

  private Somebody user;
  private Somebody other;
  private Somebody auditor;
  private Somebody inactive;

  @BeforeEach
  void meet() {
    root = signIn(ADMINISTRATOR);
    user = somebody("user");
    other = somebody("user");
    auditor = somebody("auditor");
    inactive = somebody("admin");
    root.patch("/users/" + inactive.id(), Map.of("is_active", false)).expect(200);
  }

  @Test
  void every_route_has_an_entry() {
    assertThat(RouteTable.ofTheServer()).hasSizeGreaterThan(50);
  }

  @Test
  void nobody_gets_in_without_a_credential_or_with_that_of_an_inactive_user() {
    for (String call : calls(RouteTable.ONESELF, RouteTable.OWN_THING, RouteTable.OFFICE)) {
      if (OF_THEIR_OWN.contains(call)) {
        continue;
      }
      assertThat(call(call, null, absent()).status()).as("%s, nobody", call).isEqualTo(401);
      assertThat(call(call, "nonsense", absent()).status()).as("%s, garbage", call).isEqualTo(401);
      assertThat(call(call, inactive.pair().access(), absent()).status())
          .as("%s, inactive", call)
          .isEqualTo(401);
    }
  }

  @Test
  void what_is_of_oneself_lets_everybody_in_who_is_somebody() {
    for (String call : calls(RouteTable.ONESELF)) {
      if (OF_THEIR_OWN.contains(call) || WITH_A_PERMISSION.contains(call)) {
        continue;
      }
      for (Somebody one : List.of(user, other, auditor, root)) {
        assertThat(call(call, fresh(one), absent()).status())
            .as("%s, %s", call, one.email())
            .isNotIn(401, 403, 404, 500);
      }
    }
  }

  @Test
  void an_office_is_closed_to_users() {
    for (String call : calls(RouteTable.OFFICE)) {
      for (String id : List.of(user.id(), other.id(), absent())) {
        Answer answer = call(call, user.pair().access(), id);
        assertThat(answer.status()).as("%s, user", call).isEqualTo(403);
        assertThat(answer.body()).doesNotContain(other.email());
      }
      if (!call.startsWith("GET ")) {
        assertThat(call(call, auditor.pair().access(), other.id()).status())
            .as("%s, auditor", call)
            .isEqualTo(403);
      }
    }
  }

  @Test
  void what_is_not_there_is_not_found_by_those_who_may_look() {
    for (String call : calls(RouteTable.OFFICE)) {
      if (call.startsWith("GET ") && call.contains("{id}")) {
        assertThat(call(call, auditor.pair().access(), absent()).status())
            .as("%s, auditor", call)
            .isIn(call.startsWith(HOOKS) ? Set.of(403) : Set.of(404, 200));
        assertThat(call(call, root.pair().access(), absent()).status())
            .as("%s, administrator", call)
            .isIn(404, 200);
        assertThat(call(call, root.pair().access(), "..%2f..%2fetc").status())
            .as("%s, traversal", call)
            .isIn(400, 404);
      }
    }
  }

  /// The same answer to the letter, whether it is somebody else's or nobody's.
  @Test
  void what_is_anothers_is_not_there() {
    for (String call : calls(RouteTable.OWN_THING)) {
      Answer nothing = call(call, user.pair().access(), absent()).expect(404);
      String thing = thingOf(other, call);
      for (Somebody one : List.of(user, auditor, root)) {
        Answer refused = call(call, one.pair().access(), thing).expect(404);
        assertThat(refused.body()).isEqualTo(nothing.body());
      }
      call(call, other.pair().access(), "not-an-id").expect(404);
    }
  }

  @Test
  void what_is_ones_own_is_there() {
    for (String call : calls(RouteTable.OWN_THING)) {
      String thing = thingOf(other, call);
      if (!thing.equals(NONE)) {
        assertThat(call(call, fresh(other), thing).status())
            .as("%s, own", call)
            .isNotIn(401, 403, 404, 500);
      }
    }
  }

  private static final String NONE = UUID.randomUUID().toString();

  /// A new thing of the kind that `call` is about; [#NONE] where only a device can make one.
  private String thingOf(Somebody owner, String call) {
    if (call.contains("/sessions/")) {
      return Jwt.of(Api.pair(api.login(owner.email(), PASSWORD)).access())
          .claims()
          .get("sid")
          .stringValue();
    }
    if (call.contains("/api-keys/")) {
      return api.post(
              "/api/auth/api-keys",
              Map.of("name", "a key", "scopes", List.of("account:read")),
              "Authorization",
              "Bearer " + fresh(owner))
          .expect(201)
          .text("id");
    }
    return NONE;
  }

  private String fresh(Somebody one) {
    return Api.pair(api.login(one.email(), PASSWORD)).access();
  }

  private static String absent() {
    return UUID.randomUUID().toString();
  }

  private static List<String> calls(RouteTable... kinds) {
    return RouteTable.ofTheServer().entrySet().stream()
        .filter(entry -> List.of(kinds).contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Answer call(String call, @Nullable String token, String id) {
    String method = call.substring(0, call.indexOf(' '));
    String path =
        call.substring(call.indexOf(' ') + 1)
            .replace("{id}", id)
            .replaceAll("\\{[a-z_]+}", "nothing-of-this-name");
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    if (token != null) {
      headers.addAll(List.of("Authorization", "Bearer " + token));
    }
    boolean body = method.equals("POST") || method.equals("PATCH");
    return api.send(
        method,
        path,
        body
            ? BodyPublishers.ofString(
                call.startsWith("PATCH ") && call.contains("/passkeys/")
                    ? "{\"name\": \"mine\"}"
                    : "{}")
            : BodyPublishers.noBody(),
        headers.toArray(String[]::new));
  }
}
