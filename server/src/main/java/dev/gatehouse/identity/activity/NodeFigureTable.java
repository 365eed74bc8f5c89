package dev.gatehouse.identity.activity;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One row for each node and minute. Minutes are counted since 1970, which every database can
/// divide.
final class NodeFigureTable {

  void insert(Tx tx, UUID node, long minute, Work work) {
    tx.sql(
            """
            INSERT INTO node_figures
              (at_minute, node, refreshes, hashes, hash_wait_micros, hash_wait_longest)
            VALUES (:minute, :node, :refreshes, :hashes, :waited, :longest)
            """)
        .bind("minute", minute)
        .bind("node", node)
        .bind("refreshes", work.refreshes())
        .bind("hashes", work.hashes())
        .bind("waited", micros(work.waited()))
        .bind("longest", micros(work.longest()))
        .update();
  }

  /// Added up over nodes, by the first minute of each step that has a row.
  Map<Long, Spell> sums(Tx tx, long since, long until, int step) {
    Map<Long, Spell> sums = new HashMap<>();
    tx.sql(
            """
            SELECT at_minute - at_minute %% %1$d AS began, COUNT(DISTINCT node) AS nodes,
              SUM(refreshes) AS refreshes, SUM(hashes) AS hashes,
              SUM(hash_wait_micros) AS waited, MAX(hash_wait_longest) AS longest
            FROM node_figures WHERE at_minute >= :since AND at_minute < :until
            GROUP BY at_minute - at_minute %% %1$d
            """
                .formatted(step))
        .bind("since", since)
        .bind("until", until)
        .list(NodeFigureTable::sum)
        .forEach(sum -> sums.put(sum.began, sum.spell));
    return sums;
  }

  /// Deletes the rows of the oldest minutes before `minute`, about `most` of them; how many were
  /// looked for.
  int deleteBefore(Tx tx, long minute, int most) {
    List<Long> old =
        tx.sql(
                """
                SELECT at_minute FROM node_figures WHERE at_minute < :minute
                ORDER BY at_minute LIMIT :most
                """)
            .bind("minute", minute)
            .bind("most", most)
            .list(row -> row.number("at_minute"));
    if (!old.isEmpty()) {
      tx.sql("DELETE FROM node_figures WHERE at_minute <= :last")
          .bind("last", old.getLast())
          .update();
    }
    return old.size();
  }

  private static Sum sum(Row row) {
    Work work =
        new Work(
            row.number("refreshes"),
            row.number("hashes"),
            duration(row.number("waited")),
            duration(row.number("longest")));
    return new Sum(row.number("began"), new Spell((int) row.number("nodes"), work, null));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  private static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  private record Sum(long began, Spell spell) {}
}
