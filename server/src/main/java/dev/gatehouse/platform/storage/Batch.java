package dev.gatehouse.platform.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// One statement with many rows of arguments, sent to the database together. Values are bound as
/// [Sql#bind] binds them.
public final class Batch {
  private final Tx tx;
  private final String text;
  private final List<Map<String, Argument>> rows = new ArrayList<>();

  Batch(Tx tx, String text) {
    this.tx = tx;
    this.text = text;
  }

  /// Adds a row of arguments, by the names in the statement.
  public Row row() {
    Map<String, Argument> row = new LinkedHashMap<>();
    rows.add(row);
    return new Row(row);
  }

  /// Runs the statement for every row.
  public void run() {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedBatch batch = tx.handle().prepareBatch(text)) {
      for (Map<String, Argument> row : rows) {
        row.forEach(batch::bind);
        batch.add();
      }
      batch.execute();
    } catch (JdbiException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException failure) {
          throw tx.failed(Objects.requireNonNullElse(failure.getNextException(), failure));
        }
      }
      // JDBI's own message would show the parameters.
      throw new IllegalStateException(e.getClass().getSimpleName() + " for " + text);
    }
  }

  /// The arguments of one row.
  public final class Row {
    private final Map<String, Argument> arguments;

    private Row(Map<String, Argument> arguments) {
      this.arguments = arguments;
    }

    /// Binds `:name`, as [Sql#bind] does.
    public Row bind(String name, @Nullable Object value) {
      Object kept = value == null ? null : tx.dialect().toJdbc(value);
      arguments.put(
          name, (position, statement, context) -> Dialect.bind(statement, position, kept));
      return this;
    }
  }
}
