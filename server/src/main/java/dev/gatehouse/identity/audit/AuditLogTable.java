package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Sql;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /// Those in `span` that match the first of the filters that has an index of its own; the others
  /// are left to the caller.
  List<RecordedEvent> newest(Tx tx, AuditSearch search, Span span, int most) {
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
        .list(AuditLogTable::event);
  }

  /// Each condition has its own index.
  List<RecordedEvent> about(Tx tx, String id, int most) {
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
        .list(AuditLogTable::event);
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
    boolean done = result(row) == AuditEvent.Result.DONE;
    return new Counted(
        (int) row.number("span"),
        done ? new AuditLog.Count(number, 0) : new AuditLog.Count(0, number));
  }

  private static AuditEvent.Result result(Row row) {
    return AuditEvent.Result.valueOf(row.text("result").toUpperCase(Locale.ROOT));
  }

  private static RecordedEvent event(Row row) {
    AuditEvent event =
        new AuditEvent(
            row.textOrNull("actor"),
            row.text("action"),
            row.textOrNull("target"),
            result(row),
            row.textOrNull("reason"),
            row.textOrNull("detail"));
    return new RecordedEvent(
        row.uuid("id"),
        row.instant("at"),
        event,
        emptyToNull(row.textOrNull("ip_address")),
        emptyToNull(row.textOrNull("request_id")),
        row.textOrNull("api_key"),
        seal(row));
  }

  private static @Nullable Seal seal(Row row) {
    Long position = row.numberOrNull("chain_position");
    return position == null
        ? null
        : new Seal(
            position,
            row.bytes("chain_hash"),
            row.instant("at"),
            row.bytesOrNull("address_salt"),
            row.bytesOrNull("address_commitment"),
            row.bytesOrNull("detail_salt"),
            row.bytesOrNull("detail_commitment"));
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private record Counted(int span, AuditLog.Count count) {}

  /// @param at only what is before this, or at this and before `id`
  record Span(Instant since, Instant at, UUID id) {}

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
