package dev.gatehouse.app.smoke;

import java.util.Locale;

/// The contracts that have a journey.
public enum Contract {
  V1,
  JWT,
  SESSION,
  /// V1, and whichever of the other two the server speaks.
  AUTO;

  /// Goes the whole way through this contract. What went wrong is in `steps`.
  public void run(SmokeClient client, Steps steps) {
    switch (this) {
      case V1 -> new V1Journey(client, steps).run();
      case JWT -> new JwtJourney(client, steps).run();
      case SESSION -> new SessionJourney(client, steps).run();
      case AUTO -> {
        Contract spoken = spoken(client, steps);
        V1.run(client, steps);
        spoken.run(client, steps);
      }
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What `/api/auth` hands out, as the server says itself.
  private static Contract spoken(SmokeClient client, Steps steps) {
    Answer config =
        steps.step(
            "config",
            200,
            () -> client.get("/api/auth/config", null),
            Check.that("an auth_mode", json -> !json.findPath("auth_mode").asString("").isEmpty()));
    boolean session = config.body().filter(json -> json.path("data").has("auth_mode")).isPresent();
    return session ? SESSION : JWT;
  }
}
