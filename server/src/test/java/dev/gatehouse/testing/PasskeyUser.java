package dev.gatehouse.testing;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a user of `/api/auth/passkeys` does, in either dialect.
public final class PasskeyUser {
  public static final String PREFIX = "/api/auth/passkeys";
  public static final String ORIGIN = "http://localhost:8000";
  public static final String RP_ID = "localhost";

  private static final JsonMapper JSON = new JsonMapper();

  private final Api api;
  private final String bearer;

  /// @param bearer what carries the user's session
  public PasskeyUser(Api api, String bearer) {
    this.api = api;
    this.bearer = bearer;
  }

  /// An authenticator that behaves well.
  public static SoftPasskey authenticator() {
    return new SoftPasskey(ORIGIN, RP_ID);
  }

  /// Begins to add a passkey.
  public Flow begin() {
    return Flow.of(post("/register/options", Map.of()).expect(200));
  }

  /// Adds what `key` makes of the flow.
  public Answer add(Flow flow, String name, SoftPasskey key) {
    return add(flow.id, name, key.create(flow.options));
  }

  public Answer add(String flow, String name, Object credential) {
    return post("/register", Map.of("flow_id", flow, "name", name, "credential", credential));
  }

  /// A passkey of this user.
  public SoftPasskey newPasskey() {
    SoftPasskey key = authenticator();
    add(begin(), "Key", key).expect(201);
    return key;
  }

  public Answer list() {
    return api.bearer("GET", PREFIX, bearer);
  }

  public Answer rename(String id, String name) {
    return api.send(
        "PATCH",
        PREFIX + "/" + id,
        BodyPublishers.ofString(JSON.writeValueAsString(Map.of("name", name))),
        "Authorization",
        "Bearer " + bearer,
        "Content-Type",
        "application/json");
  }

  public Answer remove(String id) {
    return api.bearer("DELETE", PREFIX + "/" + id, bearer);
  }

  private Answer post(String path, Object body) {
    return api.post(PREFIX + path, body, "Authorization", "Bearer " + bearer);
  }

  /// Begins a sign-in.
  ///
  /// @param mfaToken what stands for the password; null without one
  public static Flow beginLogin(Api api, @Nullable String mfaToken) {
    Map<String, Object> body = mfaToken == null ? Map.of() : Map.of("mfa_token", mfaToken);
    return Flow.of(api.post(PREFIX + "/login/options", body).expect(200));
  }

  public static Answer login(Api api, String flow, Object credential, @Nullable String mfaToken) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("flow_id", flow);
    body.put("credential", credential);
    if (mfaToken != null) {
      body.put("mfa_token", mfaToken);
    }
    return api.post(PREFIX + "/login", body);
  }

  /// A whole sign-in by `key` alone, which counts on.
  public static Answer login(Api api, SoftPasskey key) {
    key.count++;
    Flow flow = beginLogin(api, null);
    return login(api, flow.id, key.get(flow.options), null);
  }

  /// What the server began.
  ///
  /// @param options the member `publicKey`
  public record Flow(String id, JsonNode options) {
    static Flow of(Answer answer) {
      JsonNode json = answer.json();
      JsonNode data = json.has("data") ? json.get("data") : json;
      return new Flow(data.get("flow_id").stringValue(), data.get("publicKey"));
    }
  }
}
