package dev.gatehouse.platform.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of an answer, read by column name.
///
/// The plain readers are for columns that hold a value; the `...OrNull` ones for those that may
/// not.
public final class Row {
  private final ResultSet rows;
  private final Tx tx;

  Row(ResultSet rows, Tx tx) {
    this.rows = rows;
    this.tx = tx;
  }

  public String text(String column) {
    return present(column, textOrNull(column));
  }

  public @Nullable String textOrNull(String column) {
    return get(() -> rows.getString(column));
  }

  public long number(String column) {
    return present(column, numberOrNull(column));
  }

  public @Nullable Long numberOrNull(String column) {
    return get(() -> {
      long value = rows.getLong(column);
      return rows.wasNull() ? null : value;
    });
  }

  public boolean truth(String column) {
    return present(column, get(() -> rows.getBoolean(column)));
  }

  public byte[] bytes(String column) {
    return present(column, bytesOrNull(column));
  }

  public byte @Nullable [] bytesOrNull(String column) {
    return get(() -> rows.getBytes(column));
  }

  public Instant instant(String column) {
    return present(column, instantOrNull(column));
  }

  public @Nullable Instant instantOrNull(String column) {
    return get(() -> tx.dialect().instant(rows, column));
  }

  public UUID uuid(String column) {
    return present(column, uuidOrNull(column));
  }

  public @Nullable UUID uuidOrNull(String column) {
    String text = textOrNull(column);
    return text == null ? null : UUID.fromString(text);
  }

  private static <T> T present(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }

  private <T extends @Nullable Object> T get(Reading<T> reading) {
    try {
      return reading.run();
    } catch (SQLException e) {
      throw tx.failed(e);
    }
  }

  private interface Reading<T extends @Nullable Object> {
    T run() throws SQLException;
  }
}
