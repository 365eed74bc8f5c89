package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.OnSqlite;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who may have which URL told, and what is written down about it.
@OnSqlite
class WebhookRulesTest extends AdminJourney {
  private static final String URL = "https://example.com/hooks";
  private static final String MISSING = "You do not hold the permission audit:read";

  @Test
  void nobody_has_the_audit_sent_who_may_not_read_it() {
    Somebody half = somebody(role("webhooks:write"));
    half.post("/webhooks", hook(URL, "*")).expectProblem(403, MISSING);
    String path = "/webhooks/" + id(root.post("/webhooks", hook(URL, "role.*")).expect(201).json());
    half.patch(path, Map.of("events", List.of("*"))).expectProblem(403, MISSING);
    assertThat(root.get(path).json().get("events").get(0).stringValue()).isEqualTo("role.*");
    assertThat(events("webhook.create&result=refused&actor=" + half.id(), "reason"))
        .containsExactly("permission_missing");
    Somebody whole = somebody(role("webhooks:write", "audit:read"));
    whole.patch(path, Map.of("events", List.of("*"))).expect(200);
    half.delete(path).expect(204);
  }

  @Test
  void the_audit_says_what_is_told_to_whom_but_not_what_the_url_keeps_secret() {
    String id =
        id(root.post("/webhooks", hook(URL + "?key=hidden", "role.*", "user.create")).json());
    root.patch("/webhooks/" + id, Map.of("events", List.of("*"))).expect(200);
    assertThat(events("webhook.create&target=" + id, "detail"))
        .containsExactly(URL + " for role.* user.create");
    assertThat(events("webhook.change&target=" + id, "detail")).containsExactly(URL + " for *");
    root.delete("/webhooks/" + id).expect(204);
  }

  @Test
  void a_url_that_names_nothing_or_more_than_a_place_is_refused() {
    for (String url :
        List.of("", URL + "#part", "https://me@example.com/", "https://[2001:db8::1%25eth0]/")) {
      root.post("/webhooks", hook(url, "*")).expectProblem(422);
    }
  }

  @Test
  void a_name_that_leads_inside_is_tried_again_and_not_switched_off() {
    String id =
        id(root.post("/webhooks", hook("https://localhost/", "session.start")).expect(201).json());
    api.login(root.email(), "Wrong1234").expect(401);
    String list = "/webhooks/" + id + "/deliveries";
    Eventually.holds(
        "it was tried",
        () -> {
          JsonNode all = root.get(list).json().get("items");
          return !all.isEmpty() && all.get(0).get("attempts").intValue() == 1;
        });
    JsonNode delivery = root.get(list).json().get("items").get(0);
    assertThat(delivery.get("state").stringValue()).isEqualTo("waiting");
    assertThat(delivery.get("error").stringValue()).contains("internal address");
    assertThat(root.get("/webhooks/" + id).json().get("active").booleanValue()).isTrue();
    root.delete("/webhooks/" + id).expect(204);
  }

  @Test
  void the_list_comes_in_pages() {
    for (int i = 0; i < 3; i++) {
      root.post("/webhooks", hook(URL + i, "role.*")).expect(201);
    }
    JsonNode all = root.get("/webhooks").expect(200).json().get("items");
    JsonNode first = root.get("/webhooks?limit=2").expect(200).json();
    String next = first.get("next_cursor").stringValue();
    JsonNode second = root.get("/webhooks?limit=200&cursor=" + next).expect(200).json();
    assertThat(first.get("items")).hasSize(2);
    JsonNode found = root.get("/webhooks?q=" + "EXAMPLE").expect(200).json().get("items");
    assertThat(found).isEqualTo(all);
    assertThat(root.get("/webhooks?q=nowhere").expect(200).json().get("items")).isEmpty();
    assertThat(second.get("items").get(0)).isEqualTo(all.get(2));
    assertThat(second.get("next_cursor").isNull()).isTrue();
    for (JsonNode one : all) {
      root.delete("/webhooks/" + id(one)).expect(204);
    }
  }

  private List<String> events(String search, String member) {
    return texts(root.get("/audit-events?action=" + search).json().get("items"), member);
  }

  private static Map<String, Object> hook(String url, String... events) {
    return Map.of("url", url, "events", List.of(events));
  }

  private static String id(JsonNode made) {
    return made.get("id").stringValue();
  }
}
