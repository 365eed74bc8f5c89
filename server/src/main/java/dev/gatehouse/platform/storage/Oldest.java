package dev.gatehouse.platform.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The rows of a table that have had their time, to be deleted the oldest first and so many at
/// once: what is tidied in the background must not hold locks for long. Made by [Tx#oldest].
///
/// The keys are read first and their rows deleted then, which every database does the same way; the
/// condition is asked both times, so that a row that was renewed in between stays.
///
/// @param <K> what a key is: a UUID, a number, text or bytes
public final class Oldest<K> {
  private static final String MOST = "most_at_once";

  private final Tx tx;
  private final String table;
  private final String key;
  private final BiFunction<Row, String, K> reader;
  private final Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
  private @Nullable String condition;

  Oldest(Tx tx, String table, String key, BiFunction<Row, String, K> reader) {
    this.tx = tx;
    this.table = table;
    this.key = key;
    this.reader = reader;
  }

  /// Only those of which this is true: a condition in SQL, with named parameters.
  public Oldest<K> where(String sql) {
    condition = sql;
    return this;
  }

  /// Binds `:name` of the condition, as [Sql#bind] does.
  public Oldest<K> bind(String name, @Nullable Object value) {
    arguments.put(name, value);
    return this;
  }

  /// Deletes up to `most`, the lowest by these columns first; the number deleted.
  ///
  /// @throws IllegalStateException without a condition: nothing here empties a table
  public int delete(String order, int most) {
    if (condition == null) {
      throw new IllegalStateException("which rows of " + table + " is not said");
    }
    String rows = " FROM " + table + " WHERE " + condition;
    List<K> keys =
        bound("SELECT " + key + rows + " ORDER BY " + order + " LIMIT :" + MOST)
            .bind(MOST, most)
            .list(row -> reader.apply(row, key));
    return keys.isEmpty()
        ? 0
        : bound("DELETE" + rows + " AND " + key + " IN (<keys>)").bindList("keys", keys).update();
  }

  private Sql bound(String text) {
    Sql sql = tx.sql(text);
    arguments.forEach(sql::bind);
    return sql;
  }
}
