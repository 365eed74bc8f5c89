package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The checker refuses what it is there to refuse.
class OpenApiTest {
  private static final String USER =
      """
      {"id": "01987c4e-5d2a-7c3b-9e41-6f0a8d2b1c57", "email": "ada@example.com", "full_name": null,
       "is_active": true, "is_verified": false, "created_at": "2026-01-01T00:00:00Z"}
      """;
  private static final String PROBLEM =
      """
      {"type": "about:blank", "title": "T", "status": %d, "detail": "A sentence"}
      """;

  private final Map<String, String> headers =
      new HashMap<>(
          Map.of(
              "Content-Type", "application/json",
              "X-Request-Id", "0123456789abcdef",
              "Cache-Control", "no-store"));

  @Test
  void an_answer_as_described_passes() {
    passes(() -> me(200, USER));
    passes(() -> me(200, USER.replace("}", ", \"legacy_id\": 7}")));
  }

  @Test
  void a_body_with_a_wrong_type_an_unlisted_member_or_without_a_listed_one_is_refused() {
    refused(() -> me(200, USER.replace("true", "1")), "is_active");
    refused(() -> me(200, USER.replace("}", ", \"password\": \"x\"}")), "password");
    refused(() -> me(200, USER.replace("\"full_name\": null,", "")), "full_name");
    refused(() -> me(200, USER.replace("00:00Z", "00:00.5Z")), "created_at");
    refused(() -> me(200, USER.replace("01987c4e-", "")), "/id");
    refused(() -> me(200, "[]"), "object");
    refused(() -> me(200, ""), "fit");
    refused(() -> me(200, "{"), "not JSON");
  }

  @Test
  void an_unlisted_status_is_refused() {
    refused(() -> me(204, ""), "unlisted status");
  }

  @Test
  void an_unlisted_content_type_is_refused() {
    headers.put("Content-Type", "text/html");
    refused(() -> me(200, USER), "content type text/html");
  }

  @Test
  void a_missing_or_wrong_header_is_refused() {
    headers.remove("Cache-Control");
    refused(() -> me(200, USER), "lacks the header Cache-Control");
    headers.put("Cache-Control", "public");
    refused(() -> me(200, USER), "wrong Cache-Control");
  }

  @Test
  void a_problem_states_the_status_it_came_with() {
    headers.put("Content-Type", "application/problem+json");
    headers.put("WWW-Authenticate", "Bearer");
    passes(() -> me(401, PROBLEM.formatted(401)));
    refused(() -> me(401, PROBLEM.formatted(403)), "states the status 403");
  }

  @Test
  void a_number_in_a_header_is_read_as_one() {
    headers.put("Content-Type", "application/problem+json");
    headers.put("Retry-After", "2");
    passes(() -> me(503, PROBLEM.formatted(503)));
    headers.put("Retry-After", "soon");
    refused(() -> me(503, PROBLEM.formatted(503)), "wrong Retry-After");
  }

  @Test
  void a_response_by_reference_is_held_like_any_other() {
    String path = "/api/v1/auth/login";
    refused(() -> check("POST", path, 200, "{\"access_token\": \"x\"}"), "refresh_token");
    headers.put("Content-Type", "application/problem+json");
    refused(() -> check("POST", path, 422, PROBLEM.formatted(422)), "errors");
  }

  @Test
  void what_is_not_described_is_a_404_or_a_405_and_nothing_else() {
    headers.put("Content-Type", "application/problem+json");
    passes(() -> check("GET", "/nowhere", 404, PROBLEM.formatted(404)));
    passes(() -> check("DELETE", "/health", 405, PROBLEM.formatted(405)));
    refused(() -> check("GET", "/nowhere", 200, USER), "not described");
    refused(() -> check("DELETE", "/health", 404, PROBLEM.formatted(404)), "not described");
  }

  @Test
  void a_head_is_a_get_without_a_body() {
    passes(() -> check("HEAD", "/health", 200, ""));
    refused(() -> check("HEAD", "/health", 200, "{}"), "has a body");
  }

  @Test
  void a_path_with_a_parameter_is_found() {
    headers.put("Content-Type", "application/problem+json");
    passes(() -> check("GET", "/docs/nothing.js", 404, PROBLEM.formatted(404)));
    refused(() -> check("GET", "/docs/nothing.js", 403, PROBLEM.formatted(403)), "unlisted status");
  }

  @Test
  void another_description_can_be_held_as_well() {
    OpenApi other =
        OpenApi.parse("{openapi: 3.1.0, paths: {/a: {get: {}, put: {}}, /b: {get: {}}}}");
    assertThat(other.calls()).containsExactly("GET /a", "GET /b", "PUT /a");
  }

  private void me(int status, String body) {
    check("GET", "/api/v1/auth/me", status, body);
  }

  private void check(String method, String path, int status, String body) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    OpenApi.check(method, path, status, HttpHeaders.of(lists, (_, _) -> true), body);
  }

  private static void passes(ThrowingCallable call) {
    assertThatCode(call).doesNotThrowAnyException();
  }

  private static void refused(ThrowingCallable call, String because) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(call).withMessageContaining(because);
  }
}
