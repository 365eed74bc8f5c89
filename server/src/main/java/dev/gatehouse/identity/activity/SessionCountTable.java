package dev.gatehouse.identity.activity;

import dev.gatehouse.platform.storage.Tx;
import java.util.HashMap;
import java.util.Map;

/// One row for each minute, of whichever node was first; without a number until it has counted.
final class SessionCountTable {

  boolean has(Tx tx, long minute) {
    return tx.sql("SELECT 1 AS n FROM session_counts WHERE at_minute = :minute")
        .bind("minute", minute)
        .first(row -> row.number("n"))
        .isPresent();
  }

  void insert(Tx tx, long minute) {
    tx.sql("INSERT INTO session_counts (at_minute) VALUES (:minute)")
        .bind("minute", minute)
        .update();
  }

  void fill(Tx tx, long minute, long alive) {
    tx.sql("UPDATE session_counts SET alive = :alive WHERE at_minute = :minute")
        .bind("alive", alive)
        .bind("minute", minute)
        .update();
  }

  /// The highest of each step, by its first minute.
  Map<Long, Long> highest(Tx tx, long since, long until, int step) {
    Map<Long, Long> highest = new HashMap<>();
    tx.sql(
            """
            SELECT at_minute - at_minute %% %1$d AS began, MAX(alive) AS alive
            FROM session_counts
            WHERE at_minute >= :since AND at_minute < :until AND alive IS NOT NULL
            GROUP BY at_minute - at_minute %% %1$d
            """
                .formatted(step))
        .bind("since", since)
        .bind("until", until)
        .list(row -> Map.entry(row.number("began"), row.number("alive")))
        .forEach(count -> highest.put(count.getKey(), count.getValue()));
    return highest;
  }

  void deleteBefore(Tx tx, long minute) {
    tx.sql("DELETE FROM session_counts WHERE at_minute < :minute").bind("minute", minute).update();
  }
}
