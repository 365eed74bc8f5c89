package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads what was written down.
public final class AuditLog {
  /// The most events that explain one session or request.
  private static final int EXPLAINING = 100;

  private static final String SIGN_IN = "session.start";

  /// What one statement counts.
  private static final int SPANS_AT_ONCE = 100;

  private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final AuditLogTable table = new AuditLogTable();

  /// One page, the newest first. It may be short, and even empty, while there is more to come.
  public Page<RecordedEvent> find(Tx tx, AuditSearch search, @Nullable Position from, int limit) {
    Instant since = search.since() == null ? EARLIEST : search.since();
    Instant until = search.until() == null ? LATEST : search.until();
    return Page.fill(
        limit,
        from,
        (position, most) -> {
          AuditLogTable.Span span =
              position == null
                  ? new AuditLogTable.Span(since, until, Position.LOWEST)
                  : new AuditLogTable.Span(since, EventRows.key(position.key()), position.id());
          return table.newest(tx, search, span, most).stream()
              .map(read -> row(search, read))
              .toList();
        });
  }

  /// One event; empty when it is none, or is not kept any more.
  public Optional<RecordedEvent> find(Tx tx, UUID id) {
    return table.find(tx, id).map(EventRows.Read::event);
  }

  /// The newest of what was done to, or within the request of, this id.
  public List<RecordedEvent> about(Tx tx, String id) {
    return table.about(tx, id, EXPLAINING).stream().map(EventRows.Read::event).toList();
  }

  /// How often somebody signed in and how often that was refused, in each of these spans.
  ///
  /// @param bounds rising; each pair of neighbours is a span, its end not included
  public List<Count> signIns(Tx tx, List<Instant> bounds) {
    List<Count> counts = new ArrayList<>();
    int spans = bounds.size() - 1;
    for (int from = 0; from < spans; from += SPANS_AT_ONCE) {
      counts.addAll(count(tx, bounds.subList(from, Math.min(from + SPANS_AT_ONCE, spans) + 1)));
    }
    return counts;
  }

  private List<Count> count(Tx tx, List<Instant> bounds) {
    Map<Integer, Count> counts = table.count(tx, SIGN_IN, bounds);
    return IntStream.range(0, bounds.size() - 1)
        .mapToObj(span -> counts.getOrDefault(span, new Count(0, 0)))
        .toList();
  }

  private static Page.Row<RecordedEvent> row(AuditSearch search, EventRows.Read read) {
    RecordedEvent recorded = read.event();
    Position position = new Position(0, read.key(), recorded.id());
    return new Page.Row<>(search.passes(recorded) ? recorded : null, position);
  }

  public record Count(long done, long refused) {
    Count plus(Count other) {
      return new Count(done + other.done, refused + other.refused);
    }
  }
}
