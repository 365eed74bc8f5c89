package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Load;
import dev.gatehouse.testing.ServerProcess;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The database's files can grow no more, and then they can.
@Order(1)
class FullDiskTest {
  private static final String PASSWORD = "Test1234";

  @Test
  void a_full_disk_is_503_loses_nothing_acknowledged_and_passes() throws Exception {
    DatabaseSettings database = TestDatabase.SQLITE.fresh();
    try (ServerProcess server = ServerProcess.start(TestServer.environment(database))) {
      Api api = server.api();
      Api.Pair before = api.newcomer("ada@example.com");
      try (Load load = new Load(api, 16, false)) {
        load.awaitMore(100);
        server.limitFileSize(Long.toString(largest(database) + 64 * 1024));
        awaitRefusals(load);
        Answer refused = aRefusal(api).expectProblem(503);
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
        api.me(before.access()).expect(200);
        api.get("/health/live").expect(200);
        server.limitFileSize("unlimited");
        load.awaitMore(50);
        load.stop();
        assertThat(load.answers().keySet()).containsOnly(201, 503);
        assertThat(load.missing(api)).isEmpty();
      }
      api.login("ada@example.com", PASSWORD).expect(200);
      api.refresh(before.refresh()).expect(200);
      assertThat(server.output()).noneMatch(line -> line.contains("failed, request id"));
    }
  }

  /// A file that can't grow may still be written to from its start, once what it holds was moved
  /// on.
  private static Answer aRefusal(Api api) {
    Answer answer = api.register("late-0@example.com", PASSWORD);
    for (int i = 1; i < 100 && answer.status() == 201; i++) {
      answer = api.register("late-" + i + "@example.com", PASSWORD);
    }
    return answer;
  }

  private static void awaitRefusals(Load load) throws InterruptedException {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (load.answers().getOrDefault(503, 0) < 50) {
      assertThat(System.nanoTime()).as("%s", load.answers()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  /// The size of the database's largest file: itself, or its log.
  private static long largest(DatabaseSettings database) throws IOException {
    Path file = ((SqliteFile) database.target()).file();
    return Math.max(Files.size(file), Files.size(Path.of(file + "-wal")));
  }
}
