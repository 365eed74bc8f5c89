package dev.gatehouse.identity.revocations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Migrations;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before each test
class RevocationFeedTest {
  private static final Duration LIFE = Duration.ofMinutes(30);

  private Database database;
  private Revocations here;
  private Revocations elsewhere;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabase.SQLITE.fresh());
    new Migrations(database).upgrade();
    here = new Revocations(database, LIFE);
    elsewhere = new Revocations(database, LIFE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void an_error_of_a_listener_ends_neither_the_feed_nor_what_it_has_to_tell() {
    AtomicInteger told = new AtomicInteger();
    here.addListener(
        new RevocationListener() {
          @Override
          public void userChanged(String user) {
            if (told.incrementAndGet() == 1) {
              throw new StackOverflowError("a bug");
            }
          }

          @Override
          public void everythingChanged() {}
        });
    try (RevocationFeed feed = feed()) {
      ends("user", "session");
      feed.wake();
      Eventually.holds("the news is told again", () -> here.hasEnded("session"));
      assertThat(told.get()).isGreaterThan(1);
      ends("another", "second");
      feed.wake();
      Eventually.holds("more news is told", () -> here.hasEnded("second"));
      assertThat(feed.isFresh()).isTrue();
    }
  }

  @Test
  void a_feed_that_is_woken_without_end_still_reads() {
    try (RevocationFeed feed = feed()) {
      for (int i = 0; i < 10_000; i++) {
        feed.wake();
      }
      ends("user", "session");
      Eventually.holds("the news is told", () -> here.hasEnded("session"));
    }
  }

  private RevocationFeed feed() {
    return new RevocationFeed(database, here, Duration.ofSeconds(10), InstantSource.system());
  }

  private void ends(String user, String session) {
    elsewhere.write((tx, endings) -> {
      endings.user(user);
      endings.session(session);
      return true;
    });
  }
}
