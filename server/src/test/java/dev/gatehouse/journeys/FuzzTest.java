package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnSqlite;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No request makes a 5xx: seeded nonsense that starts from right requests.
@OnSqlite
@Order(1)
class FuzzTest extends Journey {
  private static final int REQUESTS = 2_000;
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e999",
          "123456789012345678901234567890",
          "\"\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"a\":{\"b\":[]}}",
          "\"\\u0000\"",
          "\"\\ud83d\"",
          "\"\\ud83d\\ude00\"",
          "\"\u202e\ufeff\"",
          "\"a@example.com\"",
          "\"@\"",
          "\"Test1234\"",
          "\"gtr_AAAA\"",
          "\"" + "x".repeat(1100) + "\"",
          "\"\u00e9@b\u00fccher.example\"",
          "\"..@..\"",
          "\"a@[::1]\"");
  private static final List<String> NAMES =
      List.of(
          "email",
          "password",
          "full_name",
          "refresh_token",
          "id",
          "roles",
          "__proto__",
          "",
          "\\u0000");

  @ParameterizedTest
  @ValueSource(strings = {"/register", "/login", "/refresh", "/logout"})
  void two_thousand_mutations_are_all_the_clients_fault(String call) {
    Random random = new Random(call.hashCode());
    Api.Pair pair = newcomer();
    for (int i = 0; i < REQUESTS; i++) {
      byte[] body = mutated(document(random, pair), random);
      Answer answer =
          api.send(
              "POST",
              Api.V1 + call,
              BodyPublishers.ofByteArray(body),
              "Content-Type",
              "application/json",
              "Authorization",
              "Bearer " + cut(pair.access(), random));
      assertThat(answer.status())
          .as("%s %s", call, new String(body, StandardCharsets.ISO_8859_1))
          .isLessThan(500);
    }
    api.get("/health").expect(200);
  }

  private static String document(Random random, Api.Pair pair) {
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      String name = NAMES.get(random.nextInt(random.nextBoolean() ? 4 : NAMES.size()));
      String value =
          random.nextInt(8) == 0
              ? "\"" + cut(pair.refresh(), random) + "\""
              : VALUES.get(random.nextInt(VALUES.size()));
      members.add("\"" + name + "\":" + value);
    }
    return "{" + String.join(",", members) + "}";
  }

  private static byte[] mutated(String document, Random random) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4) - 1; i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private static String cut(String token, Random random) {
    char[] chars = token.toCharArray();
    chars[random.nextInt(chars.length)] = (char) ('!' + random.nextInt(90));
    return new String(chars).replace('"', 'x').replace('\\', 'y');
  }
}
