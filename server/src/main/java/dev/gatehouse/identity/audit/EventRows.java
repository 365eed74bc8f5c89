package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads events from their rows, those too that somebody changed with SQL: what can be read of
/// them, and which members can't.
final class EventRows {
  private EventRows() {}

  static Read read(Row row) {
    List<String> unreadable = new ArrayList<>();
    UUID id = member("id", () -> id(row), unreadable);
    Instant at = member("at", () -> row.instant("at"), unreadable);
    AuditEvent.Result result = member("result", () -> result(row), unreadable);
    AuditEvent event =
        new AuditEvent(
            row.textOrNull("actor"),
            row.text("action"),
            row.textOrNull("target"),
            result == null ? AuditEvent.Result.REFUSED : result,
            row.textOrNull("reason"),
            row.textOrNull("detail"));
    RecordedEvent recorded =
        new RecordedEvent(
            id == null ? Position.LOWEST : id,
            at == null ? Instant.EPOCH : at,
            event,
            emptyToNull(row.textOrNull("ip_address")),
            emptyToNull(row.textOrNull("request_id")),
            row.textOrNull("api_key"),
            at == null ? null : seal(row, at),
            unreadable);
    return new Read(recorded, at == null ? row.text("at") : at.toString());
  }

  /// The time in a position, or what somebody put in the place of one.
  static Object key(String text) {
    Instant at = unless(() -> Instant.parse(text));
    return at == null ? text : at;
  }

  /// Null when it is none.
  static AuditEvent.@Nullable Result result(Row row) {
    return switch (row.text("result")) {
      case "done" -> AuditEvent.Result.DONE;
      case "refused" -> AuditEvent.Result.REFUSED;
      default -> null;
    };
  }

  /// The server writes ids in one form only.
  private static @Nullable UUID id(Row row) {
    UUID id = row.uuid("id");
    return id.toString().equals(row.text("id").toLowerCase(Locale.ROOT)) ? id : null;
  }

  private static @Nullable Seal seal(Row row, Instant at) {
    Long position = row.numberOrNull("chain_position");
    byte[] hash = row.bytesOrNull("chain_hash");
    return position == null || hash == null
        ? null
        : new Seal(
            position,
            hash,
            at,
            row.bytesOrNull("address_salt"),
            row.bytesOrNull("address_commitment"),
            row.bytesOrNull("detail_salt"),
            row.bytesOrNull("detail_commitment"));
  }

  private static <T> @Nullable T member(
      String name, Supplier<@Nullable T> reading, List<String> unreadable) {
    T value = unless(reading);
    if (value == null) {
      unreadable.add(name);
    }
    return value;
  }

  private static <T> @Nullable T unless(Supplier<@Nullable T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /// An event with its place in the list.
  ///
  /// @param key its time, as it stands in the row when it is none
  record Read(RecordedEvent event, String key) {}
}
