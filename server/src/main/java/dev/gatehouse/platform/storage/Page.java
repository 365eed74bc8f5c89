package dev.gatehouse.platform.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list that is read by keys, never by counting rows.
///
/// @param next where the next page begins; null when there is nothing more
public record Page<T>(List<T> items, @Nullable Position next) {
  /// The most rows that are looked at to fill a page. A filter that matches rarely gives a short
  /// page, or an empty one, whose `next` goes on from there: no page costs more than this.
  public static final int EXAMINED = 1_000;

  /// Reads on from `from` until `limit` rows have passed or [#EXAMINED] were looked at.
  ///
  /// @param source rows in the list's order
  public static <T> Page<T> fill(int limit, @Nullable Position from, Source<T> source) {
    List<Item<T>> passed = new ArrayList<>();
    Position reached = from;
    int examined = 0;
    int chunk = limit + 1;
    while (true) {
      List<Row<T>> rows = source.after(reached, chunk);
      for (Row<T> row : rows) {
        if (row.value() != null) {
          passed.add(new Item<>(row.value(), row.position()));
          if (passed.size() > limit) {
            return full(passed, limit);
          }
        }
        reached = row.position();
      }
      examined += rows.size();
      if (rows.size() < chunk) {
        return new Page<>(values(passed), null);
      }
      if (examined >= EXAMINED) {
        return new Page<>(values(passed), reached);
      }
      chunk = Math.max(limit + 1, Math.min(2 * chunk, EXAMINED - examined));
    }
  }

  private static <T> Page<T> full(List<Item<T>> passed, int limit) {
    List<Item<T>> shown = passed.subList(0, limit);
    return new Page<>(values(shown), shown.getLast().position);
  }

  private static <T> List<T> values(List<Item<T>> items) {
    return items.stream().map(Item::value).toList();
  }

  /// Gives the rows after a position, up to so many: fewer only when there are no more.
  @FunctionalInterface
  public interface Source<T> {
    List<Row<T>> after(@Nullable Position position, int most);
  }

  /// A row that was looked at.
  ///
  /// @param value null when the filters keep it out
  public record Row<T>(@Nullable T value, Position position) {}

  private record Item<T>(T value, Position position) {}
}
