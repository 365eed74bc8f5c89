package dev.gatehouse.bench.subject;

import dev.gatehouse.bench.load.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a server one thing after the other: what a measure needs before it begins, and what is
/// counted one by one. Safe for use by many threads.
public final class Caller implements AutoCloseable {
  private static final Pattern ACCESS = Pattern.compile("\"access_token\":\"([^\"]+)\"");
  private static final Pattern KEY = Pattern.compile("\"key\":\"(gtk_[^\"]+)\"");
  private static final Pattern SECRET = Pattern.compile("\"secret\":\"([A-Z2-7]+)\"");
  private static final Pattern MFA_TOKEN = Pattern.compile("\"mfa_token\":\"([^\"]+)\"");
  private static final Pattern CODES = Pattern.compile("\"(recovery_codes)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  /// @param port of a server on this machine
  public Caller(int port) {
    this.port = port;
  }

  /// Signs user `number` in by password alone; the access token.
  public String signIn(int number) {
    return found(ACCESS, login(number));
  }

  /// The first half of the sign-in of somebody with a second factor; the token for the other.
  public String halfWay(int number) {
    return found(MFA_TOKEN, login(number));
  }

  /// The other half.
  public void finish(String token, Authenticator authenticator) {
    String body =
        "{\"mfa_token\":\"%s\",\"method\":\"totp\",\"code\":\"%s\"}"
            .formatted(token, authenticator.code());
    found(ACCESS, post("/api/v1/auth/mfa/verify", body));
  }

  /// Switches user `number`'s second factor on.
  Authenticator enrol(int number) {
    String bearer = "Bearer " + signIn(number);
    String secret = found(SECRET, post("/api/auth/mfa/totp/enroll", "{}", "Authorization", bearer));
    Authenticator authenticator = new Authenticator(secret);
    String body = "{\"code\":\"" + authenticator.code() + "\"}";
    found(CODES, post("/api/auth/mfa/totp/confirm", body, "Authorization", bearer));
    return authenticator;
  }

  /// A new API key of user `number`, who signs in for it.
  String apiKey(int number) {
    String wish = "{\"name\":\"bench\",\"scopes\":[\"account:read\"]}";
    return found(
        KEY, post("/api/auth/api-keys", wish, "Authorization", "Bearer " + signIn(number)));
  }

  /// A sign-in from an address, if the server trusts this machine as its proxy.
  ///
  /// @param headers name, value, name, value ...
  public HttpResponse<String> login(String email, String password, String... headers) {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    return post("/api/v1/auth/login", body, headers);
  }

  private HttpResponse<String> login(int number) {
    return login(Requests.email(number), Population.PASSWORD);
  }

  private HttpResponse<String> post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String found(Pattern wanted, HttpResponse<String> answer) {
    Matcher found = wanted.matcher(answer.body());
    if (!found.find()) {
      throw new IllegalStateException(
          answer.uri().getPath() + " answered unexpectedly: " + answer.statusCode());
    }
    return found.group(1);
  }

  @Override
  public void close() {
    client.close();
  }
}
