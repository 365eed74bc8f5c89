package dev.gatehouse.flows.transfer.legacy;

import com.google.errorprone.annotations.Immutable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which backend wrote a database, and what its columns are called.
public enum LegacyKind {
  FLASK(
      new Names(null, "active", null, null, "last_login"),
      "id email hashed_password active created_at last_login mfa_secret mfa_enabled metadata"),
  FASTAPI_JWT(
      new Names("name", "is_active", null, "is_admin", null),
      "id email name hashed_password is_active is_admin created_at updated_at"),
  FASTAPI_PAIRS(
      new Names("full_name", "is_active", "is_verified", "is_superuser", null),
      "id email hashed_password full_name is_active is_verified is_superuser created_at"
          + " updated_at"),
  SESSIONS(new Names("name", null, null, null, null), "id email name hashed_password created_at");

  private final Names names;
  private final String columns;

  LegacyKind(Names names, String columns) {
    this.names = names;
    this.columns = columns;
  }

  /// The kind as it is written on the command line: `fastapi-pairs`.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<LegacyKind> of(String code) {
    return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }

  /// Whether its ids are integers, and so are not kept.
  boolean countsUsers() {
    return this == FASTAPI_PAIRS || this == SESSIONS;
  }

  Names names() {
    return names;
  }

  /// The columns of `users` without which a database is none of this kind.
  Set<String> needed() {
    Set<String> needed = new TreeSet<>(Set.of("id", "email", "hashed_password"));
    Stream.of(names.name, names.active, names.admin).filter(Objects::nonNull).forEach(needed::add);
    return needed;
  }

  /// The columns of `users` that are read where they are there, the id first.
  List<String> columns() {
    return List.of(columns.split(" ", -1));
  }

  /// What some columns are called; null where the kind has no such column.
  @Immutable
  record Names(
      @Nullable String name,
      @Nullable String active,
      @Nullable String verified,
      @Nullable String admin,
      @Nullable String lastLogin) {}
}
