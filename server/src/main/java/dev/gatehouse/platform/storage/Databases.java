package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens databases.
public final class Databases {
  private static final Logger LOG = LoggerFactory.getLogger(Databases.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private Databases() {}

  /// Opens the database; a server that is not up yet is waited for.
  ///
  /// @throws StorageException.Unavailable when it does not come up in time
  public static Database open(DatabaseSettings settings) {
    return switch (settings.target()) {
      case SqliteFile file -> new SqliteDatabase(file, settings.echo());
      case DatabaseServer server -> await(server, settings);
    };
  }

  private static Database await(DatabaseServer server, DatabaseSettings settings) {
    long deadline = System.nanoTime() + settings.pool().connectWithin().toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return new PooledDatabase(server, settings.pool(), settings.echo());
      } catch (StorageException.Unavailable e) {
        if (System.nanoTime() + pause.toNanos() > deadline) {
          throw new StorageException.Unavailable(
              "The database at %s:%d does not let us in: %s"
                  .formatted(server.host(), server.port(), rootCause(e)),
              e);
        }
        LOG.info("Waiting for the database at {}:{}", server.host(), server.port());
        sleep(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  private static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException.Unavailable("Interrupted while waiting for the database", e);
    }
  }
}
