package dev.gatehouse.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Migrations;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A process may stand still between the COMMIT that found a session alive and the signature.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTokensTest {
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final Secret SECRET = new Secret(TestServer.SECRET);

  private Database database;
  private AccessTokens tokens;

  @BeforeAll
  void open() {
    database = Database.open(TestDatabase.SQLITE.fresh());
    new Migrations(database).upgrade();
    Clock clock = database.clock();
    Randomness random = new Randomness(clock);
    SigningKeys keys =
        new SigningKeys(
            database,
            new Revocations(database, LIFE),
            new Sealer(new Keyring(SECRET, List.of()), random),
            random,
            KeyPolicy.configured(List.of(SECRET)));
    keys.open();
    AccessTokens.Rules rules = new AccessTokens.Rules("http://issuer", List.of(), null, LIFE);
    tokens = new AccessTokens(keys, rules, random, clock);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void the_life_of_a_token_is_counted_from_the_transaction_and_not_from_the_signature() {
    Instant committed = Instant.ofEpochSecond(now().getEpochSecond()).minusSeconds(600);
    String token = tokens.issue(grant(committed), now().plus(Duration.ofDays(1))).token();
    assertThat(tokens.read(token).orElseThrow().expiresAt()).isEqualTo(committed.plus(LIFE));
  }

  @Test
  void no_token_is_made_when_its_life_would_be_over_already() {
    AccessGrant old = grant(now().minus(LIFE));
    assertThatThrownBy(() -> tokens.issue(old, now().plus(Duration.ofDays(1))))
        .isInstanceOf(StorageException.Unavailable.class);
  }

  private Instant now() {
    return database.clock().instant();
  }

  private AccessGrant grant(Instant at) {
    Randomness random = new Randomness(database.clock());
    Account account =
        new Account(
            new UserId(random.uuid()),
            "ada@example.com",
            null,
            true,
            true,
            false,
            1,
            null,
            at,
            null);
    return new AccessGrant(new Profile(account, List.of()), new SessionId(random.uuid()), at);
  }
}
