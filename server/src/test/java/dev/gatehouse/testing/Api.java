package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A client of one server, over HTTP as everybody else. Every answer is held against
/// `openapi.yaml`.
public final class Api {
  public static final String V1 = "/api/v1/auth";

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = client();

  private final int port;
  private final HttpClient client;

  public Api(int port) {
    this(port, CLIENT);
  }

  Api(int port, HttpClient client) {
    this.port = port;
    this.client = client;
  }

  /// Connections of one's own, to be closed before the server is: it waits a second for whoever is
  /// connected and asks nothing.
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(30))
        .build();
  }

  /// Gets a path.
  ///
  /// @param headers names and values in turn
  public Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /// Posts `body` as JSON.
  ///
  /// @param body a map, or the text of a document
  public Answer post(String path, Object body, String... headers) {
    String text = body instanceof String document ? document : JSON.writeValueAsString(body);
    return send(
        "POST",
        path,
        BodyPublishers.ofString(text),
        with(headers, "Content-Type", "application/json"));
  }

  /// Posts nothing at all.
  public Answer post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(90))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (!isPreflight(answer.request())) {
        OpenApi.check(answer);
      }
      return new Answer(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A call with a bearer credential and nothing else.
  public Answer bearer(String method, String path, String token) {
    return send(method, path, BodyPublishers.noBody(), "Authorization", "Bearer " + token);
  }

  public Answer register(String email, String password) {
    return post(V1 + "/register", Map.of("email", email, "password", password));
  }

  public Answer login(String email, String password, String... headers) {
    return post(V1 + "/login", Map.of("email", email, "password", password), headers);
  }

  public Answer refresh(String refreshToken, String... headers) {
    return post(V1 + "/refresh", Map.of("refresh_token", refreshToken), headers);
  }

  public Answer me(String accessToken) {
    return bearer("GET", V1 + "/me", accessToken);
  }

  public Answer logout(String accessToken) {
    return bearer("POST", V1 + "/logout", accessToken);
  }

  /// Registers `email` and signs in.
  public Pair newcomer(String email, String... headers) {
    register(email, "Test1234").expect(201);
    return pair(login(email, "Test1234", headers));
  }

  /// The tokens in an answer that gave some.
  public static Pair pair(Answer answer) {
    answer.expect(200);
    return new Pair(answer.text("access_token"), answer.text("refresh_token"));
  }

  /// A preflight belongs to the Fetch standard, not to any call of the API.
  private static boolean isPreflight(HttpRequest request) {
    return request.method().equals("OPTIONS")
        && request.headers().firstValue("Access-Control-Request-Method").isPresent();
  }

  private static String[] with(String[] headers, String... more) {
    String[] all = new String[headers.length + more.length];
    System.arraycopy(more, 0, all, 0, more.length);
    System.arraycopy(headers, 0, all, more.length, headers.length);
    return all;
  }

  /// What a sign-in or refresh gave.
  public record Pair(String access, String refresh) {}
}
