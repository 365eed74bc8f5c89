package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Load;
import dev.gatehouse.testing.OnSqlite;
import org.junit.jupiter.api.Test;

/// The disk is full, and then it is not.
@OnSqlite
class FullDiskTest extends Journey {
  private static final int SQLITE_LIMIT = 1_000_000;

  @Test
  void a_full_disk_is_503_loses_nothing_acknowledged_and_passes() throws InterruptedException {
    String email = newEmail();
    Api.Pair before = api.newcomer(email);
    try (Load load = new Load(api, 16, false)) {
      load.awaitMore(100);
      limitPages((int) pages() + 20);
      awaitRefusals(load);
      Answer refused = api.register(newEmail(), PASSWORD).expectProblem(503);
      assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
      assertThat(refused.text("detail")).isEqualTo("The database is not available");
      api.me(before.access()).expect(200);
      api.get("/health/live").expect(200);
      limitPages(SQLITE_LIMIT);
      load.awaitMore(50);
      load.close();
      assertThat(load.answers().keySet()).containsOnly(201, 503);
      assertThat(load.missing(api)).isEmpty();
    }
    api.login(email, PASSWORD).expect(200);
    api.refresh(before.refresh()).expect(200);
  }

  private static void awaitRefusals(Load load) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (load.answers().getOrDefault(503, 0) < 50) {
      assertThat(System.nanoTime()).as("%s", load.answers()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private long pages() {
    return server
        .database()
        .write(tx -> tx.sql("PRAGMA page_count").only(row -> row.number("page_count")));
  }

  /// The limit is the writing connection's own.
  private void limitPages(int most) {
    server
        .database()
        .write(tx ->
            tx.sql("PRAGMA max_page_count = " + most).only(row -> row.number("max_page_count")));
  }
}
