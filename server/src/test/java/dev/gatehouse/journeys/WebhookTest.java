package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.Eventually;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
    byte[] stored =
        server
            .database()
            .read(tx ->
                tx.sql("SELECT secret FROM webhooks WHERE url = :url")
                    .bind("url", made.get("url").stringValue())
                    .only(row -> row.bytes("secret")));
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

  private String state(JsonNode made) {
    return deliveries(made).get(0).get("state").stringValue();
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
