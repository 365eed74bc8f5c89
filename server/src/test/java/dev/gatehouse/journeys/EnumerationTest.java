package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.OnSqlite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Row 14: whether an email has an account is not told by a sign-in.
@OnSqlite
class EnumerationTest extends Journey {
  private static final Set<String> CHANGES_ALWAYS = Set.of("date", "x-request-id");

  @Override
  Map<String, String> environment() {
    return Map.of("BCRYPT_ROUNDS", "10");
  }

  @Test
  void every_refused_sign_in_is_answered_alike() {
    String known = newEmail();
    api.register(known, PASSWORD).expect(201);
    Answer expected = api.login(known, "Wrong1234").expectProblem(401, "Invalid email or password");
    for (Answer answer :
        List.of(
            api.login(newEmail(), PASSWORD),
            api.login(inactive(), PASSWORD),
            api.login(inactive(), "Wrong1234"),
            api.login(withoutPassword(), PASSWORD),
            api.login(known, "x".repeat(200)),
            api.login("b\u00fccher@b\u00fccher.example", PASSWORD))) {
      assertThat(answer.status()).isEqualTo(expected.status());
      assertThat(answer.body()).isEqualTo(expected.body());
      assertThat(headers(answer)).isEqualTo(headers(expected));
    }
  }

  @Test
  void every_refused_sign_in_writes_one_audit_event() {
    for (String email : List.of(newEmail(), inactive(), registered())) {
      long before = audited();
      api.login(email, "Wrong1234").expect(401);
      assertThat(audited() - before).isEqualTo(1);
    }
  }

  /// The least of several times is what the work costs; the rest is what else the machine did.
  @Test
  void every_refused_sign_in_costs_a_hash() {
    String known = registered();
    Map<String, String> attempts = new TreeMap<>();
    attempts.put(newEmail(), "Wrong1234");
    attempts.put(inactive(), PASSWORD);
    attempts.put(withoutPassword(), PASSWORD);
    Map<String, Long> least = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      least.merge(known, nanos(known, "Wrong1234"), Math::min);
      attempts.forEach((email, password) -> least.merge(email, nanos(email, password), Math::min));
    }
    long hash = least.getOrDefault(known, 0L);
    assertThat(hash).isPositive();
    assertThat(least.values()).allMatch(nanos -> nanos > hash / 3);
  }

  private long nanos(String email, String password) {
    server.time().pass(Duration.ofHours(1));
    long begun = System.nanoTime();
    api.login(email, password).expect(401);
    return System.nanoTime() - begun;
  }

  private String registered() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    return email;
  }

  private String inactive() {
    return changed("UPDATE users SET is_active = FALSE WHERE id = :id");
  }

  private String withoutPassword() {
    return changed("UPDATE users SET hashed_password = NULL WHERE id = :id");
  }

  private String changed(String statement) {
    String email = newEmail();
    String id = api.register(email, PASSWORD).expect(201).text("id");
    assertThat(server.sql(statement, Map.of("id", UUID.fromString(id)))).isEqualTo(1);
    return email;
  }

  private long audited() {
    return server.number("SELECT COUNT(*) AS n FROM audit_events", Map.of());
  }

  private static Map<String, List<String>> headers(Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.http().headers().map());
    headers.keySet().removeAll(CHANGES_ALWAYS);
    return headers;
  }
}
