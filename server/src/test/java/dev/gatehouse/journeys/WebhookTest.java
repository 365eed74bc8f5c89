package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Events are told to whoever was named, over real connections.
@OnEveryDatabase
@SuppressWarnings("NullAway.Init") // set before each run of the class
@Order(1)
class WebhookTest extends AdminJourney {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<Message> received = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> silent = new ConcurrentHashMap<>();
  private HttpServer receiver;

  @Override
  Map<String, String> environment() {
    return Map.of("OUTBOUND_ALLOW", "127.0.0.1");
  }

  @BeforeParameterizedClassInvocation
  void receive() throws IOException {
    received.clear();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext("/", this::answer);
    receiver.start();
  }

  @AfterParameterizedClassInvocation
  void stopReceiving() {
    receiver.stop(0);
  }

  @Test
  void an_event_arrives_once_signed_and_without_the_address_it_came_from() throws Exception {
    JsonNode made = webhook("/signed", "session.*");
    api.login(root.email(), "Wrong1234").expect(401);
    Message message = arrived("/signed", 1).getFirst();

    assertThat(message.header("webhook-id")).isNotEmpty();
    assertThat(message.header("webhook-signature"))
        .isEqualTo(signature(made.get("secret").stringValue(), message));
    JsonNode body = JSON.readTree(message.body);
    assertThat(body.get("type").stringValue()).isEqualTo("session.start");
    assertThat(body.get("data").get("target").stringValue()).isEqualTo(root.id());
    assertThat(body.get("data").get("result").stringValue()).isEqualTo("refused");
    assertThat(message.body).doesNotContain("127.0.0.1").doesNotContain("Wrong1234");

    String list = "/webhooks/" + id(made) + "/deliveries";
    Eventually.holds("the delivery is noted", () -> state(made).equals("delivered"));
    JsonNode delivery = root.get(list).expect(200).json().get("items").get(0);
    assertThat(delivery.get("id").stringValue()).isEqualTo(message.header("webhook-id"));
    assertThat(delivery.get("response_status").intValue()).isEqualTo(200);
    assertThat(delivery.get("attempts").intValue()).isEqualTo(1);
    root.delete("/webhooks/" + id(made)).expect(204);
    assertThat(to("/signed")).hasSize(1);
  }

  @Test
  void the_secret_is_shown_once_and_kept_sealed() {
    JsonNode made = webhook("/secret", "nothing.at_all");
    String secret = made.get("secret").stringValue();
    assertThat(secret).startsWith("whsec_");
    assertThat(root.get("/webhooks").expect(200).body()).doesNotContain("whsec_");
    assertThat(root.get("/webhooks/" + id(made)).expect(200).body()).doesNotContain("whsec_");
    byte[] stored = sealed(made);
    byte[] bytes = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    assertThat(new String(stored, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_receiver_that_is_down_gets_the_message_when_it_is_back_with_the_same_id() {
    answers.put("/down", 500);
    JsonNode made = webhook("/down", "session.start");
    api.login(root.email(), "Wrong1234").expect(401);
    arrived("/down", 1);
    Eventually.holds("the failure is noted", () -> attempts(made) == 1);
    assertThat(state(made)).isEqualTo("waiting");
    answers.remove("/down");
    server.time().pass(Duration.ofSeconds(11));
    List<Message> messages = arrived("/down", 2);
    assertThat(messages.get(1).header("webhook-id"))
        .isEqualTo(messages.get(0).header("webhook-id"));
    assertThat(messages.get(1).header("webhook-timestamp"))
        .isNotEqualTo(messages.get(0).header("webhook-timestamp"));
    Eventually.holds("the delivery is noted", () -> state(made).equals("delivered"));
    root.delete("/webhooks/" + id(made)).expect(204);
  }

  @Test
  void a_receiver_that_never_answers_delays_no_other_and_no_mail() {
    CountDownLatch over = new CountDownLatch(1);
    silent.put("/silent", over);
    JsonNode slow = webhook("/silent", "role.create");
    JsonNode quick = webhook("/quick", "role.create");
    try {
      for (int i = 0; i < 12; i++) {
        role("users:read");
      }
      String email = newEmail();
      api.register(email, PASSWORD).expect(201);
      arrived("/quick", 12);
      new Mails(api).await(email, "Confirm your email");
      int begun = to("/silent").size();
      assertThat(begun).isLessThanOrEqualTo(2 + (int) tries(slow));
    } finally {
      over.countDown();
    }
    Eventually.holds(
        "the slow one has everything too",
        () -> {
          server.time().pass(Duration.ofSeconds(2));
          return undelivered(slow) == 0 && undelivered(quick) == 0;
        });
    assertThat(tries(slow)).isLessThanOrEqualTo(to("/silent").size());
    root = signIn(ADMINISTRATOR);
    root.delete("/webhooks/" + id(slow)).expect(204);
    root.delete("/webhooks/" + id(quick)).expect(204);
  }

  @Test
  void a_redirect_is_not_followed_and_a_huge_answer_is_a_failure() {
    answers.put("/redirect", 302);
    answers.put("/huge", -1);
    JsonNode redirected = webhook("/redirect", "session.start");
    JsonNode huge = webhook("/huge", "session.start");
    api.login(root.email(), "Wrong1234").expect(401);
    Eventually.holds("both were tried", () -> attempts(redirected) == 1 && attempts(huge) == 1);
    assertThat(to("/elsewhere")).isEmpty();
    JsonNode first = deliveries(redirected).get(0);
    assertThat(first.get("response_status").intValue()).isEqualTo(302);
    assertThat(first.get("state").stringValue()).isEqualTo("waiting");
    assertThat(deliveries(huge).get(0).get("error").stringValue()).isEqualTo("no whole answer");
    root.delete("/webhooks/" + id(redirected)).expect(204);
    root.delete("/webhooks/" + id(huge)).expect(204);
  }

  @Test
  void a_receiver_that_is_gone_is_told_nothing_more_until_it_is_switched_on_again() {
    answers.put("/gone", 410);
    JsonNode made = webhook("/gone", "session.start");
    api.login(root.email(), "Wrong1234").expect(401);
    Eventually.holds(
        "it is switched off",
        () -> !root.get("/webhooks/" + id(made)).json().get("active").booleanValue());
    assertThat(root.get("/webhooks/" + id(made)).json().get("disabled_reason").stringValue())
        .isEqualTo("gone");
    String told = "/audit-events?action=webhook.disable&target=" + id(made);
    assertThat(texts(root.get(told).json().get("items"), "reason")).containsExactly("gone");
    root.patch("/webhooks/" + id(made), Map.of("active", true)).expect(200);
    assertThat(root.get("/webhooks/" + id(made)).json().get("disabled_reason").isNull()).isTrue();
    root.delete("/webhooks/" + id(made)).expect(204);
  }

  @Test
  void during_an_overlap_both_secrets_sign_and_then_the_new_one_alone() throws Exception {
    JsonNode made = webhook("/rotated", "role.create");
    String old = made.get("secret").stringValue();
    byte[] alone = sealed(made);
    String rotate = "/webhooks/" + id(made) + "/secret/rotate";
    JsonNode rotated = root.post(rotate, Map.of("overlap_seconds", 60)).expect(200).json();
    String next = rotated.get("secret").stringValue();
    assertThat(next).startsWith("whsec_").isNotEqualTo(old);
    assertThat(rotated.get("old_expires_at").stringValue()).endsWith("Z");
    role("users:read");
    Message both = arrived("/rotated", 1).getFirst();
    assertThat(both.header("webhook-signature"))
        .isEqualTo(signature(next, both) + " " + signature(old, both));
    server.time().pass(Duration.ofSeconds(61));
    role("users:read");
    Message later = arrived("/rotated", 2).getLast();
    assertThat(later.header("webhook-signature")).isEqualTo(signature(next, later));
    String last =
        root.post(rotate, Map.of("overlap_seconds", 0)).expect(200).json().get("secret").asString();
    assertThat(sealed(made)).hasSameSizeAs(alone);
    role("users:read");
    Message third = arrived("/rotated", 3).getLast();
    assertThat(third.header("webhook-signature")).isEqualTo(signature(last, third));
    String told = root.get("/audit-events?target=" + id(made)).expect(200).body();
    assertThat(told).contains("webhook.secret.rotate", "overlap 60 s").doesNotContain("whsec_");
    root.post(rotate, Map.of("overlap_seconds", 604_801)).expectProblem(422);
    root.post(rotate, Map.of("secret", "mine")).expectProblem(422);
    root.delete("/webhooks/" + id(made)).expect(204);
  }

  @Test
  void a_secret_that_nobody_can_open_any_more_is_rotated_too() throws Exception {
    JsonNode made = webhook("/lost", "role.create");
    byte[] lost = sealed(made);
    lost[lost.length - 1] ^= 1;
    server.sql(
        "UPDATE webhooks SET secret = :lost WHERE id = :id",
        Map.of("lost", lost, "id", UUID.fromString(id(made))));
    JsonNode rotated = root.post("/webhooks/" + id(made) + "/secret/rotate").expect(200).json();
    role("users:read");
    Message message = arrived("/lost", 1).getFirst();
    assertThat(message.header("webhook-signature"))
        .isEqualTo(signature(rotated.get("secret").stringValue(), message));
    root.delete("/webhooks/" + id(made)).expect(204);
  }

  @Test
  void a_test_message_goes_to_that_webhook_alone_whatever_it_wants_to_hear() {
    JsonNode made = webhook("/tested", "nothing.at_all");
    JsonNode other = webhook("/all-ears", "*");
    root.post("/webhooks/" + id(made) + "/test").expect(202);
    Message message = arrived("/tested", 1).getFirst();
    JsonNode body = JSON.readTree(message.body);
    assertThat(body.get("type").stringValue()).isEqualTo("webhook.test");
    assertThat(body.at("/data/target").stringValue()).isEqualTo(id(made));
    role("users:read");
    arrived("/all-ears", 1);
    assertThat(to("/all-ears")).noneMatch(one -> one.body.contains("webhook.test"));
    root.patch("/webhooks/" + id(made), Map.of("active", false)).expect(200);
    root.post("/webhooks/" + id(made) + "/test").expectProblem(409, "The webhook is switched off");
    root.delete("/webhooks/" + id(made)).expect(204);
    root.delete("/webhooks/" + id(other)).expect(204);
  }

  @Test
  void what_failed_for_good_is_sent_once_more_by_exactly_one_of_many() {
    answers.put("/again", 410);
    JsonNode made = webhook("/again", "role.create");
    role("users:read");
    Eventually.holds("it is given up", () -> attempts(made) == 1 && state(made).equals("failed"));
    String delivery = deliveries(made).get(0).get("id").stringValue();
    String again = "/webhooks/" + id(made) + "/deliveries/" + delivery + "/redeliver";
    root.post(again).expectProblem(409, "The webhook is switched off");
    answers.remove("/again");
    root.patch("/webhooks/" + id(made), Map.of("active", true)).expect(200);
    List<Integer> statuses = atOnce(8, () -> root.post(again).status());
    assertThat(statuses).containsOnlyOnce(202).filteredOn(status -> status == 409).hasSize(7);
    Message second = arrived("/again", 2).getLast();
    assertThat(second.header("webhook-id")).isEqualTo(delivery);
    assertThat(second.body).isEqualTo(to("/again").getFirst().body);
    Eventually.holds("the delivery is noted", () -> state(made).equals("delivered"));
    root.post(again).expectProblem(409, "Only what failed for good can be sent again");
    JsonNode other = webhook("/other", "nothing.at_all");
    root.post("/webhooks/" + id(other) + "/deliveries/" + delivery + "/redeliver")
        .expectProblem(404, "There is no such delivery");
    assertThat(to("/again")).hasSize(2);
    root.delete("/webhooks/" + id(made)).expect(204);
    root.delete("/webhooks/" + id(other)).expect(204);
  }

  @Test
  void what_was_given_up_without_a_note_is_sent_once_more_when_its_day_is_over() {
    answers.put("/unnoted", 500);
    JsonNode made = webhook("/unnoted", "role.create");
    role("users:read");
    Eventually.holds("it was tried", () -> attempts(made) == 1);
    String again =
        "/webhooks/%s/deliveries/%s/redeliver"
            .formatted(id(made), deliveries(made).get(0).get("id").stringValue());
    server.sql("DELETE FROM outbox WHERE lane = :lane", Map.of("lane", id(made)));
    answers.remove("/unnoted");
    server.time().pass(Duration.ofHours(24));
    root = signIn(ADMINISTRATOR);
    root.post(again).expectProblem(409, "Only what failed for good can be sent again");
    server.time().pass(Duration.ofHours(1));
    root = signIn(ADMINISTRATOR);
    List<Integer> statuses = atOnce(8, () -> root.post(again).status());
    assertThat(statuses).containsOnlyOnce(202).filteredOn(status -> status == 409).hasSize(7);
    assertThat(to("/unnoted")).hasSizeLessThanOrEqualTo(2);
    Eventually.holds("it is delivered", () -> state(made).equals("delivered"));
    assertThat(to("/unnoted")).hasSize(2);
    root.delete("/webhooks/" + id(made)).expect(204);
  }

  @Test
  void who_may_not_read_the_audit_gets_no_secret_and_has_nothing_sent() {
    JsonNode made = webhook("/guarded", "nothing.at_all");
    Somebody clerk = somebody("user", role("webhooks:write"));
    String missing = "You do not hold the permission audit:read";
    clerk.post("/webhooks/" + id(made) + "/secret/rotate").expectProblem(403, missing);
    clerk.post("/webhooks/" + id(made) + "/test").expectProblem(403, missing);
    assertThat(deliveries(made)).isEmpty();
    String refused = "/audit-events?result=refused&actor=" + clerk.id();
    assertThat(texts(root.get(refused).json().get("items"), "action"))
        .containsExactly("webhook.test", "webhook.secret.rotate");
    root.delete("/webhooks/" + id(made)).expect(204);
  }

  @Test
  void internal_and_odd_urls_are_refused() {
    for (String url :
        List.of(
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://10.0.0.1/",
            "http://169.254.169.254/latest",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "https://user:password@example.com/",
            "https:///nothing",
            "not a url")) {
      root.post("/webhooks", Map.of("url", url, "events", List.of("*"))).expectProblem(422);
    }
    for (String event : List.of("", "session.*.end", "Session", "*.end", "a,b")) {
      root.post("/webhooks", Map.of("url", "https://example.com/", "events", List.of(event)))
          .expectProblem(422);
    }
    root.post("/webhooks", Map.of("url", "https://example.com/", "events", List.of()))
        .expectProblem(422);
    root.post(
            "/webhooks",
            Map.of("url", "https://example.com/", "events", List.of("*"), "secret", "mine"))
        .expectProblem(422);
    root.get("/webhooks/" + root.id()).expectProblem(404);
    root.get("/webhooks/nonsense/deliveries").expectProblem(404);
  }

  @Test
  void an_event_that_is_rolled_back_is_told_to_nobody() {
    JsonNode made = webhook("/rolled-back", "role.create");
    root.post("/roles", Map.of("name", "admin", "permissions", List.of())).expect(409);
    root.post("/roles", Map.of("name", "told-role", "permissions", List.of())).expect(201);
    arrived("/rolled-back", 1);
    assertThat(deliveries(made)).hasSize(1);
    root.delete("/webhooks/" + id(made)).expect(204);
  }

  @Test
  void two_nodes_deliver_each_message_once() {
    JsonNode made = webhook("/two-nodes", "session.start");
    try (TestServer other = server.anotherNode()) {
      Eventually.holds(
          "the other node tells of its events too",
          () -> {
            other.api().login(root.email(), "Wrong1234").expect(401);
            return deliveries(made).size() > 0;
          });
      for (int i = 0; i < 10; i++) {
        (i % 2 == 0 ? other.api() : api).login(root.email(), "Wrong1234").expect(401);
      }
      Eventually.holds(
          "everything is delivered",
          () -> {
            JsonNode all = deliveries(made);
            return all.size() > 10 && texts(all, "state").stream().allMatch("delivered"::equals);
          });
    }
    List<String> ids = to("/two-nodes").stream().map(one -> one.header("webhook-id")).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSize(deliveries(made).size());
    root.delete("/webhooks/" + id(made)).expect(204);
  }

  private JsonNode webhook(String path, String event) {
    return root.post("/webhooks", Map.of("url", url(path), "events", List.of(event)))
        .expect(201)
        .json();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
  }

  private static String id(JsonNode made) {
    return made.get("id").stringValue();
  }

  private JsonNode deliveries(JsonNode made) {
    return root.get("/webhooks/" + id(made) + "/deliveries?limit=200")
        .expect(200)
        .json()
        .get("items");
  }

  private byte[] sealed(JsonNode made) {
    return server
        .database()
        .read(tx ->
            tx.sql("SELECT secret FROM webhooks WHERE id = :id")
                .bind("id", UUID.fromString(id(made)))
                .only(row -> row.bytes("secret")));
  }

  private String state(JsonNode made) {
    return deliveries(made).get(0).get("state").stringValue();
  }

  /// How many requests to it came to an end, whatever came of them.
  private long tries(JsonNode made) {
    return server.number(
        "SELECT COALESCE(SUM(attempts), 0) AS n FROM webhook_deliveries WHERE webhook_id = :id",
        Map.of("id", UUID.fromString(id(made))));
  }

  private long undelivered(JsonNode made) {
    return server.number(
        """
        SELECT COUNT(*) AS n FROM webhook_deliveries
        WHERE webhook_id = :id AND state <> 'delivered'
        """,
        Map.of("id", UUID.fromString(id(made))));
  }

  private int attempts(JsonNode made) {
    JsonNode all = deliveries(made);
    return all.isEmpty() ? 0 : all.get(0).get("attempts").intValue();
  }

  private List<Message> arrived(String path, int count) {
    Eventually.holds(count + " messages arrive", () -> to(path).size() >= count);
    return to(path);
  }

  private List<Message> to(String path) {
    return received.stream().filter(one -> one.path.equals(path)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(new Message(path, Map.copyOf(exchange.getRequestHeaders()), body));
    await(silent.get(path));
    int status = answers.getOrDefault(path, 200);
    try (exchange) {
      if (status == 302) {
        exchange.getResponseHeaders().set("Location", url("/elsewhere"));
      }
      if (status == -1) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(new byte[2_000_000]);
      } else {
        exchange.sendResponseHeaders(status, -1);
      }
    }
  }

  private static void await(@Nullable CountDownLatch over) {
    try {
      if (over != null) {
        over.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Computed without the server's code, as a receiver would.
  private static String signature(String secret, Message message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed =
        message.header("webhook-id")
            + "."
            + message.header("webhook-timestamp")
            + "."
            + message.body;
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private record Message(String path, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }
}
