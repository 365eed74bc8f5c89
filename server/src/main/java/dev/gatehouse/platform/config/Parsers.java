package dev.gatehouse.platform.config;

import dev.gatehouse.platform.crypto.Secret;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What the usual kinds of value look like.
public final class Parsers {
  private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "0", "no", "off");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,9}");

  private Parsers() {}

  /// The text, without the spaces around it.
  public static ValueParser<String> text() {
    return String::strip;
  }

  /// The text exactly as it stands.
  public static ValueParser<Secret> secret() {
    return Secret::new;
  }

  /// `true`/`false`, `1`/`0`, `yes`/`no`, `on`/`off`, in any case.
  public static ValueParser<Boolean> bool() {
    return text -> {
      String word = word(text);
      if (TRUE.contains(word)) {
        return true;
      }
      if (FALSE.contains(word)) {
        return false;
      }
      throw new IllegalArgumentException("must be true or false");
    };
  }

  /// A whole number from `least` to `most`, both included.
  public static ValueParser<Integer> integer(int least, int most) {
    String complaint = "must be a whole number from " + least + " to " + most;
    return text -> {
      String digits = text.strip();
      if (!INTEGER.matcher(digits).matches()) {
        throw new IllegalArgumentException(complaint);
      }
      int value = Integer.parseInt(digits);
      if (value < least || value > most) {
        throw new IllegalArgumentException(complaint);
      }
      return value;
    };
  }

  /// A whole number of `unit`s from `least` to `most`.
  public static ValueParser<Duration> duration(ChronoUnit unit, int least, int most) {
    ValueParser<Integer> number = integer(least, most);
    return text -> unit.getDuration().multipliedBy(number.parse(text));
  }

  /// One of the words of `meanings`, in any case; the message lists `shown`.
  public static <T> ValueParser<T> choice(String shown, Map<String, T> meanings) {
    return text -> {
      T meaning = meanings.get(word(text));
      if (meaning == null) {
        throw new IllegalArgumentException("must be " + shown);
      }
      return meaning;
    };
  }

  /// Parts between commas, or a JSON array of strings. `none` and `[]` are the empty list.
  public static <T> ValueParser<List<T>> list(ValueParser<T> part) {
    return text -> {
      List<T> parts = new ArrayList<>();
      for (String one : parts(text.strip())) {
        if (!one.isBlank()) {
          parts.add(part.parse(one.strip()));
        }
      }
      return List.copyOf(parts);
    };
  }

  private static List<String> parts(String text) {
    if (word(text).equals("none")) {
      return List.of();
    }
    if (!text.startsWith("[")) {
      return List.of(text.split(",", -1));
    }
    try {
      return List.of(JsonMapper.shared().readValue(text, String[].class));
    } catch (JacksonException | NullPointerException e) {
      throw new IllegalArgumentException(
          "must be a list with commas or a JSON array of strings", e);
    }
  }

  private static String word(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
