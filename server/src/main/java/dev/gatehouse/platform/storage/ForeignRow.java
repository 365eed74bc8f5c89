package dev.gatehouse.platform.storage;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// One row of another program's table. Nothing is known of what it holds: a value that is not what
/// is asked for is absent, as a column is that was not read.
public final class ForeignRow {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final Pattern BARE_UUID_FORM = Pattern.compile("[0-9a-fA-F]{32}");

  /// What the databases and their drivers write; without an offset it is UTC.
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .optionalEnd()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM:ss", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private final Map<String, Object> values;

  private ForeignRow(Map<String, Object> values) {
    this.values = values;
  }

  static ForeignRow of(ResultSet rows, List<String> columns) throws SQLException {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Object value = rows.getObject(i + 1);
      if (value instanceof byte[]) {
        values.put(columns.get(i), value);
      } else if (value != null) {
        // As text, a time is what stands there, whatever this machine's zone is.
        String text = rows.getString(i + 1);
        if (text != null) {
          values.put(columns.get(i), text);
        }
      }
    }
    return new ForeignRow(values);
  }

  public Optional<String> text(String column) {
    return values.get(column) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  public Optional<Long> number(String column) {
    return text(column).filter(text -> text.matches("-?[0-9]{1,18}")).map(Long::valueOf);
  }

  /// Whether it is true; absent or unreadable is `otherwise`.
  public boolean truth(String column, boolean otherwise) {
    Optional<String> text = text(column).map(value -> value.toLowerCase(Locale.ROOT));
    return text.map(value -> value.equals("1") || value.equals("t") || value.equals("true"))
        .orElse(otherwise);
  }

  /// In text with dashes or without, or as 16 bytes.
  public Optional<UUID> uuid(String column) {
    if (values.get(column) instanceof byte[] bytes && bytes.length == 16) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return Optional.of(new UUID(in.getLong(), in.getLong()));
    }
    return text(column)
        .map(text ->
            BARE_UUID_FORM.matcher(text).matches()
                ? text.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
                : text)
        .filter(text -> UUID_FORM.matcher(text).matches())
        .map(UUID::fromString);
  }

  /// A time between the years 1970 and 9999.
  public Optional<Instant> instant(String column) {
    return text(column)
        .flatMap(ForeignRow::time)
        .filter(time -> !time.isBefore(Instant.EPOCH))
        .filter(time -> time.isBefore(Instant.parse("9999-12-31T00:00:00Z")));
  }

  private static Optional<Instant> time(String text) {
    try {
      return switch (TIME.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from)) {
        case OffsetDateTime exact -> Optional.of(exact.toInstant());
        case LocalDateTime utc -> Optional.of(utc.toInstant(ZoneOffset.UTC));
        default -> Optional.empty();
      };
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
