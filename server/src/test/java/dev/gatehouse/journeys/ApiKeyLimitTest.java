package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnSqlite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How often one API key may be used.
@OnSqlite
class ApiKeyLimitTest extends Journey {
  @Override
  Map<String, String> environment() {
    return Map.of("API_KEY_RATE_LIMIT", "5/minute");
  }

  @Test
  void a_key_is_counted_by_itself_wherever_it_is_used() {
    Api.Pair owner = newcomer();
    String first = key(owner);
    String second = key(owner);
    for (int i = 0; i < 5; i++) {
      me(first).expect(200);
    }
    Answer refused = me(first).expectProblem(429);
    assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"api-key\";q=5;w=60");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
    me(second).expect(200);
    api.me(owner.access()).expect(200);
    server.time().pass(Duration.ofSeconds(61));
    me(first).expect(200);
  }

  private Answer me(String key) {
    return api.bearer("GET", "/api/auth/me", key);
  }

  private String key(Api.Pair owner) {
    return api.post(
            "/api/auth/api-keys",
            Map.of("name", "Key", "scopes", List.of("account:read")),
            "Authorization",
            "Bearer " + owner.access())
        .expect(201)
        .text("key");
  }
}
