package dev.gatehouse.contracts.admin;

import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.json.Fields.FieldError;
import dev.gatehouse.platform.storage.Position;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters of a query, read one by one; everything that is wrong is collected. Call [#done]
/// when all have been asked for, and before any of them is used.
final class Query {
  private static final int DEFAULT_LIMIT = 50;
  private static final int HIGHEST_LIMIT = 200;
  private static final String LIMIT = "limit";
  private static final String CURSOR = "cursor";

  private final Request request;
  private final TreeMap<String, String> filters = new TreeMap<>();
  private final List<FieldError> errors = new ArrayList<>();
  private final List<String> known = new ArrayList<>();

  Query(Request request) {
    this.request = request;
  }

  /// Text of at most `most` characters; null when it is not given.
  @Nullable String text(String name, int most) {
    String value = filter(name);
    if (value == null) {
      return null;
    }
    if (value.isEmpty()) {
      return refuse(name, "must not be empty");
    }
    if (value.codePointCount(0, value.length()) > most) {
      return refuse(name, "has more than " + most + " characters");
    }
    return value.codePoints().anyMatch(Query::isUnfit)
        ? refuse(name, "contains a character that can't be looked for")
        : value;
  }

  /// Whether `text` has `sought` in it, in any case.
  static boolean has(String text, String sought) {
    return text.toLowerCase(Locale.ROOT).contains(sought.toLowerCase(Locale.ROOT));
  }

  @Nullable Boolean flag(String name) {
    String value = oneOf(name, "true", "false");
    return value == null ? null : Boolean.valueOf(value);
  }

  @Nullable String oneOf(String name, String... values) {
    String value = filter(name);
    return value == null || List.of(values).contains(value)
        ? value
        : refuse(name, "must be " + String.join(" or ", values));
  }

  /// A time as the API writes them.
  @Nullable Instant time(String name) {
    String value = filter(name);
    if (value == null) {
      return null;
    }
    try {
      Instant time = Instant.parse(value);
      if (time.isBefore(Instant.parse("1970-01-01T00:00:00Z"))
          || !time.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
        refuse(name, "is not within the years 1970 to 9998");
        return null;
      }
      return time;
    } catch (DateTimeParseException e) {
      refuse(name, "must be a time like 2026-01-01T00:00:00Z");
      return null;
    }
  }

  int limit() {
    String value = parameter(LIMIT);
    if (value == null) {
      return DEFAULT_LIMIT;
    }
    if (value.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= HIGHEST_LIMIT) {
        return limit;
      }
    }
    refuse(LIMIT, "must be a number from 1 to " + HIGHEST_LIMIT);
    return DEFAULT_LIMIT;
  }

  /// Where the page begins; null for the first. To be asked for after all filters.
  @Nullable Position from(Cursors cursors, String list) {
    String value = parameter(CURSOR);
    if (value == null) {
      return null;
    }
    Position position = cursors.open(list + filters, value).orElse(null);
    if (position == null) {
      refuse(CURSOR, "is not a cursor of this list with these filters");
    }
    return position;
  }

  /// The cursor for the page after this one; null when there is none.
  @Nullable String next(Cursors cursors, String list, @Nullable Position position) {
    return position == null ? null : cursors.seal(list + filters, position);
  }

  /// Ends the reading.
  ///
  /// @throws Problem.Found 422 when a parameter was refused, or one is there that nobody asked for
  void done() {
    for (String name : request.queryNames()) {
      if (!known.contains(name)) {
        refuse(name.codePoints().anyMatch(Query::isUnfit) ? "query" : name, "is not known here");
      }
    }
    if (!errors.isEmpty()) {
      throw new Problem.Found(Problem.invalid(errors));
    }
  }

  /// Refuses every parameter.
  static void none(Request request) {
    new Query(request).done();
  }

  @Nullable String refuse(String name, String detail) {
    errors.add(new FieldError(name, detail));
    return null;
  }

  private @Nullable String filter(String name) {
    String value = parameter(name);
    if (value != null) {
      filters.put(name, value);
    }
    return value;
  }

  private @Nullable String parameter(String name) {
    known.add(name);
    return request.query(name).orElse(null);
  }

  private static boolean isUnfit(int codePoint) {
    return Set.of((int) Character.CONTROL, (int) Character.SURROGATE, (int) Character.UNASSIGNED)
        .contains(Character.getType(codePoint));
  }
}
