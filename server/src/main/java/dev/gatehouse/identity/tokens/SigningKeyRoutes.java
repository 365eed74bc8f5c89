package dev.gatehouse.identity.tokens;

import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import java.nio.charset.StandardCharsets;

/// `GET /.well-known/jwks.json`: the keys with which others verify our access tokens.
public final class SigningKeyRoutes {
  private final SigningKeys keys;

  public SigningKeyRoutes(SigningKeys keys) {
    this.keys = keys;
  }

  public void mount(Router router) {
    router.get("/.well-known/jwks.json", this::publicKeys);
  }

  private Response publicKeys(Request request) {
    byte[] set = keys.publicKeySet().getBytes(StandardCharsets.UTF_8);
    return Response.of("application/json", set)
        .with("Cache-Control", "public, max-age=" + SigningKeys.CACHED_BY_OTHERS.toSeconds());
  }
}
