package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Sql;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Each list follows one index. See the remark about positions at the directory of users.
final class AuditLogTable {
  private static final String COLUMNS =
      "id, at, actor, action, target, result, reason, detail, ip_address, request_id,"
          + " api_key, chain_position, chain_hash, address_salt, address_commitment, detail_salt,"
          + " detail_commitment";
  private static final String NEWEST_FIRST = " ORDER BY at DESC, id DESC LIMIT :most";

  Optional<EventRows.Read> find(Tx tx, UUID id) {
    return tx.sql("SELECT " + COLUMNS + " FROM audit_events WHERE id = :id")
        .bind("id", id)
        .first(EventRows::read);
  }

  /// Those in `span` that match the first of the filters that has an index of its own; the others
  /// are left to the caller.
  List<EventRows.Read> newest(Tx tx, AuditSearch search, Span span, int most) {
    Filter filter = Filter.of(search);
    Sql sql =
        tx.sql(
            "SELECT "
                + COLUMNS
                + " FROM audit_events WHERE "
                + filter.condition
                + """
                at >= :since AND at <= :at AND (at, id) < (:at, :id)
                  AND (at < :at OR (at = :at AND id < :id))
                """
                + NEWEST_FIRST);
    return (filter.value == null ? sql : sql.bind("value", filter.value))
        .bind("since", span.since)
        .bind("at", span.at)
        .bind("id", span.id)
        .bind("most", most)
        .list(EventRows::read);
  }

  /// Each condition has its own index.
  List<EventRows.Read> about(Tx tx, String id, int most) {
    return tx.sql(
            """
            SELECT %1$s FROM (
              SELECT %1$s FROM (
                SELECT %1$s FROM audit_events WHERE target = :subject %2$s) AS to_it
              UNION
              SELECT %1$s FROM (
                SELECT %1$s FROM audit_events WHERE request_id = :subject %2$s) AS within_it
            ) AS either %2$s
            """
                .formatted(COLUMNS, NEWEST_FIRST))
        .bind("subject", id)
        .bind("most", most)
        .list(EventRows::read);
  }

  /// One statement for all spans, each of which is a range of the index.
  Map<Integer, AuditLog.Count> count(Tx tx, String action, List<Instant> bounds) {
    String union =
        IntStream.range(0, bounds.size() - 1)
            .mapToObj(AuditLogTable::countOfSpan)
            .collect(Collectors.joining(" UNION ALL "));
    Sql sql = tx.sql(union).bind("action", action);
    for (int i = 0; i < bounds.size(); i++) {
      sql.bind("at" + i, bounds.get(i));
    }
    Map<Integer, AuditLog.Count> counts = new HashMap<>();
    sql.list(AuditLogTable::counted)
        .forEach(one -> counts.merge(one.span, one.count, AuditLog.Count::plus));
    return counts;
  }

  private static String countOfSpan(int span) {
    return """
    SELECT %d AS span, result, COUNT(*) AS n FROM audit_events
    WHERE action = :action AND at >= :at%d AND at < :at%d GROUP BY result
    """
        .formatted(span, span, span + 1);
  }

  private static Counted counted(Row row) {
    long number = row.number("n");
    AuditLog.Count count =
        switch (EventRows.result(row)) {
          case DONE -> new AuditLog.Count(number, 0);
          case REFUSED -> new AuditLog.Count(0, number);
          case null -> new AuditLog.Count(0, 0);
        };
    return new Counted((int) row.number("span"), count);
  }

  private record Counted(int span, AuditLog.Count count) {}

  /// @param at only what is before this, or at this and before `id`: an instant, or what somebody
  ///   put in the place of one
  record Span(Instant since, Object at, UUID id) {}

  private record Filter(String condition, @Nullable String value) {
    static Filter of(AuditSearch search) {
      if (search.target() != null) {
        return new Filter("target = :value AND ", search.target());
      }
      if (search.apiKey() != null) {
        return new Filter("api_key = :value AND ", search.apiKey());
      }
      if (search.actor() != null) {
        return new Filter("actor = :value AND ", search.actor());
      }
      if (search.reason() != null) {
        return new Filter("reason = :value AND ", search.reason());
      }
      return search.action() == null
          ? new Filter("", null)
          : new Filter("action = :value AND ", search.action());
    }
  }
}
