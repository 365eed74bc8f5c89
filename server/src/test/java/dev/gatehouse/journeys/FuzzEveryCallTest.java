package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.OpenApi;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Row 18: seeded nonsense for every call that there is. None is answered with a 5xx, each refusal
/// is a problem document, and the server is well at the end.
@OnSqlite
class FuzzEveryCallTest extends AdminJourney {
  private static final int REQUESTS = 24;

  /// Answers 503 where the server has no mail, and says so.
  private static final String NO_MAIL = "Mail is not configured";

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999",
          "123456789012345678901234567890",
          "\"\"",
          "[]",
          "{}",
          "[null]",
          "[\"admin\",7,{}]",
          "{\"a\":{\"b\":[]}}",
          "\"\\u0000\"",
          "\"\\ud83d\"",
          "\"\u202e\ufeff\"",
          "\"a@example.com\"",
          "\"Test1234\"",
          "\"123456\"",
          "\"totp\"",
          "\"gto_AAAA\"",
          "\"gto_" + "A".repeat(43) + "\"",
          "\"2026-13-45T99:00:00Z\"",
          "\"https://[::1\"",
          "\"javascript:alert(1)\"",
          "\"" + "x".repeat(1100) + "\"",
          "[".repeat(40) + "]".repeat(40));

  private final Random random = new Random(18);

  @BeforeEach
  @Override
  void signInAgain() {
    root = signIn(ADMINISTRATOR);
  }

  @Test
  void nonsense_for_every_call_is_the_clients_fault() {
    Set<String> names = names();
    assertThat(names).contains("email", "password", "refresh_token");
    for (String call : OpenApi.ofTheServer().calls()) {
      Somebody person = somebody("user");
      Somebody admin = somebody("admin");
      for (int i = 0; i < REQUESTS; i++) {
        Somebody caller = i % 2 == 0 ? person : admin;
        send(call, caller, new ArrayList<>(names));
      }
    }
    api.get("/health").expect(200);
    api.login(ADMINISTRATOR, PASSWORD).expect(200);
  }

  private void send(String call, Somebody caller, List<String> names) {
    String method = call.substring(0, call.indexOf(' '));
    String path = path(call, caller, names);
    byte[] body = mutated(document(names));
    String sent = call + ": " + path + " " + printable(body);
    Answer answer = answer(method, path, body, caller, sent);
    if (answer.status() >= 500) {
      assertThat(answer.body()).as("%s", sent).contains(NO_MAIL);
    }
    if (answer.status() >= 400) {
      assertThat(answer.header("Content-Type"))
          .as("%s", sent)
          .isEqualTo("application/problem+json");
    }
  }

  private Answer answer(String method, String path, byte[] body, Somebody caller, String sent) {
    String bearer = random.nextInt(8) == 0 ? cut(caller.pair()) : caller.pair().access();
    try {
      return api.send(
          method,
          path,
          method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body),
          "Content-Type",
          path.contains("/users/import") ? "application/x-ndjson" : "application/json",
          "Authorization",
          "Bearer " + bearer);
    } catch (UncheckedIOException e) {
      throw new AssertionError("no answer to " + sent, e);
    }
  }

  private static String printable(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
  }

  /// Ids that are there, ids that are not, and no ids; and a query of whatever name.
  private String path(String call, Somebody caller, List<String> names) {
    List<String> ids =
        List.of(
            caller.id(),
            UUID.randomUUID().toString(),
            "0",
            "a%20b",
            "%F0%9F%98%80",
            "x".repeat(300));
    String path =
        call.substring(call.indexOf(' ') + 1)
            .replaceAll("\\{[a-z_]+}", ids.get(random.nextInt(ids.size())));
    if (random.nextInt(3) > 0) {
      return path;
    }
    List<String> parameters = List.of("limit", "cursor", "q", "ticket", "since", "active", "role");
    String name =
        random.nextBoolean()
            ? parameters.get(random.nextInt(parameters.size()))
            : names.get(random.nextInt(names.size()));
    List<String> values = List.of("", "-1", "9999999999", "%00", "%ff", "'%22--", "true", "x");
    return path + "?" + name + "=" + values.get(random.nextInt(values.size()));
  }

  private String document(List<String> names) {
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      members.add(
          "\""
              + names.get(random.nextInt(names.size()))
              + "\":"
              + VALUES.get(random.nextInt(VALUES.size())));
    }
    return "{" + String.join(",", members) + "}";
  }

  private byte[] mutated(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(6) - 3; i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(12) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private String cut(Api.Pair pair) {
    return pair.access().substring(random.nextInt(pair.access().length()));
  }

  /// Every name that any member of any body has.
  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (JsonNode properties : OpenApi.ofTheServer().document().findValues("properties")) {
      for (Map.Entry<String, JsonNode> property : properties.properties()) {
        names.add(property.getKey());
      }
    }
    return names;
  }
}
