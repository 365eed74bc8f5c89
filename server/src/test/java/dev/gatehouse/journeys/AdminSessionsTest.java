package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The sessions of everybody, as administrators find and end them.
@OnEveryDatabase
class AdminSessionsTest extends AdminJourney {

  @Test
  void pages_of_any_size_give_every_session_once_the_newest_first() {
    Somebody ada = somebody("user");
    Somebody again = signIn(ada.email());
    List<String> all = ids("/sessions?limit=200");
    assertThat(all)
        .doesNotHaveDuplicates()
        .startsWith(sid(again), sid(ada))
        .contains(sid(root))
        .isEqualTo(ids("/sessions?limit=1"))
        .isEqualTo(ids("/sessions?limit=3"));
    JsonNode newest = root.get("/sessions?limit=1").expect(200).json().at("/items/0");
    assertThat(newest.get("user_id").stringValue()).isEqualTo(ada.id());
    assertThat(newest.get("user_email").stringValue()).isEqualTo(ada.email());
    assertThat(newest.get("is_active").booleanValue()).isTrue();
  }

  @Test
  void filters_give_exactly_those_that_fit() {
    Somebody ada = somebody("user");
    Somebody second = signIn(ada.email());
    api.logout(ada.pair().access()).expect(200);
    String of = "/sessions?limit=1&user=" + ada.id();
    assertThat(ids(of)).containsExactly(sid(second), sid(ada));
    assertThat(ids(of + "&active=true")).containsExactly(sid(second));
    assertThat(ids(of + "&active=false")).containsExactly(sid(ada));
    assertThat(ids("/sessions?user=" + ada.email())).containsExactly(sid(second), sid(ada));
    assertThat(ids(of + "&ip_address=127.0.0.1&auth_method=pwd")).hasSize(2);
    assertThat(ids("/sessions?ip_address=127.0.0.1&auth_method=pwd")).contains(sid(root));
    assertThat(ids(of + "&ip_address=192.0.2.1")).isEmpty();
    assertThat(ids(of + "&auth_method=p")).isEmpty();
    assertThat(ids("/sessions?user=" + UUID.randomUUID())).isEmpty();
    assertThat(ids("/sessions?user=nobody%40example.net")).isEmpty();
  }

  @Test
  void what_cannot_be_looked_for_is_refused() {
    refused(root, "/sessions?user=%27%20OR%201%3D1", "user");
    refused(root, "/sessions?user=", "user");
    refused(root, "/sessions?active=1", "active");
    refused(root, "/sessions?ip_address=" + "1".repeat(46), "ip_address");
    refused(root, "/sessions?q=ada", "q");
    somebody("user");
    String cursor = root.get("/sessions?limit=1").expect(200).text("next_cursor");
    root.get("/sessions?limit=1&cursor=" + cursor).expect(200);
    refused(root, "/sessions?active=true&cursor=" + cursor, "cursor");
    refused(root, "/users?cursor=" + cursor, "cursor");
  }

  @Test
  void who_may_not_read_users_sees_no_email_and_looks_for_none() {
    Somebody ada = somebody("user");
    Somebody clerk = somebody(role("sessions:read"));
    Answer page = clerk.get("/sessions?user=" + ada.id()).expect(200);
    assertThat(page.json().at("/items/0/user_email").isNull()).isTrue();
    assertThat(page.body()).doesNotContain(ada.email());
    refused(clerk, "/sessions?user=" + ada.email(), "user");
    refused(clerk, "/sessions?user=nobody%40example.net", "user");
  }

  @Test
  void one_session_is_ended_on_every_node_and_no_other() {
    try (TestServer other = server.anotherNode()) {
      Somebody ada = somebody("user");
      Somebody second = signIn(ada.email());
      other.api().me(ada.pair().access()).expect(200);
      Answer ended = root.delete("/sessions/" + sid(ada)).expect(204);
      api.me(ada.pair().access()).expect(401);
      api.refresh(ada.pair().refresh()).expect(401);
      Eventually.holds(
          "the other node knows", () -> other.api().me(ada.pair().access()).status() == 401);
      other.api().refresh(ada.pair().refresh()).expect(401);
      api.me(second.pair().access()).expect(200);
      other.api().refresh(second.pair().refresh()).expect(200);
      JsonNode why = root.get("/why/" + sid(ada)).expect(200).json();
      assertThat(why.at("/session/ended_reason").stringValue()).isEqualTo("ended_by_admin");
      assertThat(texts(why.get("events"), "action")).contains("admin.session.end", "session.start");
      JsonNode events = root.get("/why/" + ended.header("X-Request-Id")).json().get("events");
      assertThat(texts(events, "action"))
          .containsExactlyInAnyOrder("admin.session.end", "user.session.end");
      assertThat(texts(events, "actor")).containsOnly(root.id());
      assertThat(own(second)).contains("user.session.end");
      assertThat(own(signIn(ADMINISTRATOR))).doesNotContain("admin.session.end");
    }
  }

  @Test
  void of_many_who_end_one_session_at_once_one_has_done_it() {
    try (TestServer other = server.anotherNode()) {
      Somebody ada = somebody("user");
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Somebody one = i % 2 == 0 ? root : root.on(other.api());
        calls.add(() -> one.delete("/sessions/" + sid(ada)).status());
      }
      assertThat(Together.all(calls)).containsOnly(204);
      assertThat(ids("/audit-events?action=user.session.end&target=" + ada.id())).hasSize(1);
      assertThat(ids("/audit-events?action=admin.session.end&target=" + sid(ada))).hasSize(1);
    }
  }

  @Test
  void nobody_ends_the_session_of_somebody_who_may_do_more() {
    Somebody clerk = somebody(role("sessions:read", "sessions:write"));
    Somebody auditor = somebody("auditor");
    for (Somebody victim : List.of(root, auditor)) {
      clerk.delete("/sessions/" + sid(victim)).expectProblem(403, "This user may do more than you");
      api.me(victim.pair().access()).expect(200);
      api.refresh(victim.pair().refresh()).expect(200);
    }
    assertThat(
            texts(
                root.get("/audit-events?reason=more_powerful&actor=" + clerk.id())
                    .json()
                    .get("items"),
                "target"))
        .containsExactlyInAnyOrder(root.id(), auditor.id());
    Somebody equal = somebody("user");
    clerk.delete("/sessions/" + sid(equal)).expect(204);
    api.me(equal.pair().access()).expect(401);
    somebody("auditor").delete("/sessions/" + sid(auditor)).expect(403);
  }

  @Test
  void there_is_no_session_of_an_id_that_is_none() {
    String none = "There is no such session";
    root.delete("/sessions/" + UUID.randomUUID()).expectProblem(404, none);
    root.delete("/sessions/not-an-id").expectProblem(404, none);
    root.delete("/sessions/" + root.id()).expectProblem(404, none);
  }

  private List<String> own(Somebody one) {
    return texts(
        api.get("/api/auth/me/events", "Authorization", "Bearer " + one.pair().access())
            .expect(200)
            .json()
            .get("events"),
        "action");
  }

  private List<String> ids(String path) {
    List<String> ids = new ArrayList<>();
    String next = path;
    while (next != null) {
      JsonNode page = root.get(next).expect(200).json();
      ids.addAll(texts(page.get("items"), "id"));
      JsonNode cursor = page.get("next_cursor");
      next = cursor.isNull() ? null : path + "&cursor=" + cursor.stringValue();
    }
    return ids;
  }

  private static void refused(Somebody by, String path, String field) {
    JsonNode errors = by.get(path).expectProblem(422).json().get("errors");
    assertThat(texts(errors, "field")).contains(field);
  }

  private static String sid(Somebody one) {
    return Jwt.of(one.pair().access()).claims().get("sid").stringValue();
  }
}
