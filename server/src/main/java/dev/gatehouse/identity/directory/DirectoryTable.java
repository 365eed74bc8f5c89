package dev.gatehouse.identity.directory;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.directory.Entry.State;
import dev.gatehouse.platform.storage.Position;
import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Each list follows one index. A position is compared twice, as a pair and member by member: some
/// databases see the index's range in the one, some in the other.
final class DirectoryTable {
  private static final String COLUMNS =
      "id, email, name, is_active, is_verified, mfa_enabled, legacy_id, metadata, created_at,"
          + " updated_at, last_login";
  private static final String OLDER =
      """
      created_at <= :at AND (created_at, id) < (:at, :id)
        AND (created_at < :at OR (created_at = :at AND id < :id))
      """;
  private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id DESC LIMIT :most";

  /// Greater than every text that begins as one likes.
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

  List<Lead> byCreation(Tx tx, Place from, int most) {
    return tx.sql("SELECT id, created_at FROM users WHERE " + OLDER + NEWEST_FIRST)
        .bind("at", from.at)
        .bind("id", from.position.id())
        .bind("most", most)
        .list(DirectoryTable::created);
  }

  /// In the order of [#byCreation]: each state is a list of its own in the index, and they are
  /// merged.
  List<Lead> byState(Tx tx, List<State> states, Place from, int most) {
    String union =
        states.stream()
            .map(DirectoryTable::ofState)
            .collect(Collectors.joining(" UNION ALL ", "", NEWEST_FIRST));
    return tx.sql(union)
        .bind("at", from.at)
        .bind("id", from.position.id())
        .bind("most", most)
        .list(DirectoryTable::created);
  }

  private static String ofState(State state) {
    return """
    SELECT id, created_at FROM (
      SELECT id, created_at FROM users
      WHERE is_active = %s AND is_verified = %s AND mfa_enabled = %s AND %s %s) AS %s
    """
        .formatted(
            state.active(), state.verified(), state.mfa(), OLDER, NEWEST_FIRST, alias(state));
  }

  private static String alias(State state) {
    return "s" + (state.active() ? 1 : 0) + (state.verified() ? 1 : 0) + (state.mfa() ? 1 : 0);
  }

  List<Lead> created(Tx tx, Collection<UserId> ids) {
    return tx.sql(
            """
            SELECT id, created_at, is_active, is_verified, mfa_enabled FROM users
            WHERE id IN (<ids>)
            """)
        .bindList("ids", ids.stream().map(UserId::value).toList())
        .list(row -> created(row).in(state(row)));
  }

  /// Whose email begins with `prefix`, in the order of the addresses.
  List<Lead> byEmail(Tx tx, String prefix, String after, int most) {
    return tx.sql(
            """
            SELECT id, email_key, is_active, is_verified, mfa_enabled FROM users
            WHERE email_key >= :from AND email_key < :to AND email_key > :after
            ORDER BY email_key LIMIT :most
            """)
        .bind("from", prefix)
        .bind("to", prefix + LAST_CHARACTER)
        .bind("after", after)
        .bind("most", most)
        .list(row -> new Lead(new UserId(row.uuid("id")), row.text("email_key"), state(row)));
  }

  /// Whose name begins with `prefix`, in the order of the names.
  List<Named> byName(Tx tx, String prefix, Position after, int most) {
    return tx.sql(
            """
            SELECT id, name_key, email_key, is_active, is_verified, mfa_enabled FROM users
            WHERE name_key >= :from AND name_key < :to AND name_key >= :after
              AND (name_key, id) > (:after, :id)
              AND (name_key > :after OR (name_key = :after AND id > :id))
            ORDER BY name_key, id LIMIT :most
            """)
        .bind("from", prefix)
        .bind("to", prefix + LAST_CHARACTER)
        .bind("after", after.key())
        .bind("id", after.id())
        .bind("most", most)
        .list(row ->
            new Named(
                new Lead(new UserId(row.uuid("id")), row.text("name_key"), state(row)),
                row.text("email_key")));
  }

  /// As the database folds names. SQLite leaves letters beyond ASCII as they are.
  String folded(Tx tx, String text) {
    return tx.sql("SELECT LOWER(:text) AS folded")
        .bind("text", text)
        .only(row -> row.text("folded"));
  }

  Optional<UserId> byEmail(Tx tx, String emailKey) {
    return tx.sql("SELECT id FROM users WHERE email_key = :key")
        .bind("key", emailKey)
        .first(row -> new UserId(row.uuid("id")));
  }

  Map<UserId, Entry> entries(Tx tx, Collection<UserId> ids) {
    Map<UserId, Entry> found = new HashMap<>();
    if (!ids.isEmpty()) {
      tx.sql("SELECT " + COLUMNS + " FROM users WHERE id IN (<ids>)")
          .bindList("ids", ids.stream().map(UserId::value).toList())
          .list(DirectoryTable::entry)
          .forEach(entry -> found.put(entry.id(), entry));
    }
    return found;
  }

  Map<UserId, String> emails(Tx tx, Collection<UserId> ids) {
    Map<UserId, String> emails = new HashMap<>();
    if (!ids.isEmpty()) {
      tx.sql("SELECT id, email FROM users WHERE id IN (<ids>)")
          .bindList("ids", ids.stream().map(UserId::value).toList())
          .list(row -> Map.entry(new UserId(row.uuid("id")), row.text("email")))
          .forEach(found -> emails.put(found.getKey(), found.getValue()));
    }
    return emails;
  }

  Directory.Count count(Tx tx) {
    return tx.sql(
            """
            SELECT COUNT(*) AS everybody, COUNT(CASE WHEN is_active = TRUE THEN 1 END) AS active
            FROM users
            """)
        .only(row -> new Directory.Count(row.number("everybody"), row.number("active")));
  }

  private static Lead created(Row row) {
    return new Lead(new UserId(row.uuid("id")), row.instant("created_at").toString(), null);
  }

  private static State state(Row row) {
    return new State(row.truth("is_active"), row.truth("is_verified"), row.truth("mfa_enabled"));
  }

  private static Entry entry(Row row) {
    return new Entry(
        new UserId(row.uuid("id")),
        row.text("email"),
        row.textOrNull("name"),
        state(row),
        row.numberOrNull("legacy_id"),
        row.textOrNull("metadata"),
        new Entry.Times(
            row.instant("created_at"), row.instant("updated_at"), row.instantOrNull("last_login")),
        List.of());
  }

  /// A user and what the list is sorted by.
  ///
  /// @param state null where the list has those of fitting states only
  record Lead(UserId id, String sort, @Nullable State state) {
    Lead in(State known) {
      return new Lead(id, sort, known);
    }

    Position position(int leg) {
      return new Position(leg, sort, id.value());
    }
  }

  record Named(Lead key, String emailKey) {}

  /// A position in a list by time.
  record Place(Instant at, Position position) {}
}
