package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.accounts.TotpSecrets;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeysResealTest extends CliFixture {
  private static final byte[] TOTP = {1, 2, 3};

  @ParameterizedTest
  @MethodSource("dev.gatehouse.testing.TestDatabases#all")
  void after_it_the_previous_secret_is_needed_by_live_sessions_alone(TestDatabase kind) {
    DatabaseSettings database = kind.ready();
    Api.Pair pair;
    String id;
    try (TestServer server = TestServer.on(database, Map.of())) {
      pair = server.api().newcomer("ann@example.com");
      id = server.api().me(pair.access()).text("id");
      byte[] sealed = secrets(SECRET).seal(new UserId(UUID.fromString(id)), TOTP);
      server.sql("UPDATE users SET mfa_secret = :sealed", Map.of("sealed", sealed));
    }
    environment.clear();
    environment.putAll(TestServer.environment(database));
    environment.put("SECRET_KEY", OTHER_SECRET);
    refusedSaying("made under another SECRET_KEY", "keys", "reseal");
    environment.put("SECRET_KEY_PREVIOUS", SECRET);
    done("keys", "reseal");
    assertThat(out)
        .contains("Sealed 1 signing keys and 1 second factors anew")
        .contains("1 live sessions hang on an older secret, the last until");
    Map<String, String> both = Map.of("SECRET_KEY", OTHER_SECRET, "SECRET_KEY_PREVIOUS", SECRET);
    try (TestServer server = TestServer.on(database, both)) {
      server.api().me(pair.access()).expect(200);
      pair = Api.pair(server.api().refresh(pair.refresh()));
      server.sql("UPDATE refresh_tokens SET revoked = TRUE", Map.of());
    }
    done("keys", "reseal");
    assertThat(out)
        .contains("Sealed 0 signing keys and 0 second factors anew")
        .contains("Nothing hangs on an older secret");
    try (TestServer server = TestServer.on(database, Map.of("SECRET_KEY", OTHER_SECRET))) {
      server.api().me(pair.access()).expect(200);
      server.api().login("ann@example.com", "Test1234").expect(200);
      byte[] sealed =
          server
              .database()
              .read(tx ->
                  tx.sql("SELECT mfa_secret FROM users").only(row -> row.bytes("mfa_secret")));
      assertThat(secrets(OTHER_SECRET).open(new UserId(UUID.fromString(id)), sealed))
          .hasValue(TOTP);
    }
    environment.put("SECRET_KEY", SECRET);
    environment.remove("SECRET_KEY_PREVIOUS");
    refusedSaying("made under another SECRET_KEY", "keys", "list");
  }

  @Test
  void a_session_whose_secret_is_gone_is_refused_and_nothing_breaks() {
    DatabaseSettings database = TestDatabase.SQLITE.ready();
    Map<String, String> sessions = Map.of("AUTH_MODE", "session");
    String bearer;
    try (TestServer server = TestServer.on(database, sessions)) {
      server.api().register("ann@example.com", "Test1234").expect(201);
      bearer =
          "Bearer "
              + server
                  .api()
                  .post(
                      "/api/auth/login", Map.of("email", "ann@example.com", "password", "Test1234"))
                  .expect(200)
                  .json()
                  .at("/data/token")
                  .stringValue();
    }
    environment.clear();
    environment.putAll(TestServer.environment(database));
    environment.put("SECRET_KEY", OTHER_SECRET);
    environment.put("SECRET_KEY_PREVIOUS", SECRET);
    done("keys", "reseal");
    assertThat(out).contains("1 live sessions hang on an older secret");
    Map<String, String> alone = Map.of("AUTH_MODE", "session", "SECRET_KEY", OTHER_SECRET);
    try (TestServer server = TestServer.on(database, alone)) {
      server.api().post("/api/auth/refresh", Map.of(), "Authorization", bearer).expect(401);
    }
  }

  private static TotpSecrets secrets(String secret) {
    return new TotpSecrets(
        new Sealer(new Keyring(new Secret(secret), List.of()), new Randomness(Clock.systemUTC())));
  }
}
