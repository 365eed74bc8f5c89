package dev.gatehouse.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The command line: `[sqlite|postgresql|all] [--quick] [--users N] [measure ...]`.
///
/// @param many how many users the large database has
/// @param measures all of them when none is named
record Options(Set<Kind> databases, boolean quick, int many, Set<Measure> measures) {
  private static final int FEW = 1_000;
  private static final int MANY = 1_000_000;
  private static final int MANY_QUICKLY = 100_000;

  /// @throws IllegalArgumentException with a sentence for whoever typed it
  static Options parse(List<String> arguments) {
    Set<Kind> databases = EnumSet.noneOf(Kind.class);
    Set<Measure> measures = EnumSet.noneOf(Measure.class);
    boolean quick = false;
    Integer many = null;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "all" -> databases.addAll(EnumSet.allOf(Kind.class));
        case "sqlite" -> databases.add(Kind.SQLITE);
        case "postgresql" -> databases.add(Kind.POSTGRESQL);
        case "--quick" -> quick = true;
        case "--users" -> {
          i++;
          many = number(i < arguments.size() ? arguments.get(i) : "");
        }
        case String name -> measures.add(Measure.named(name));
      }
    }
    return new Options(
        databases.isEmpty() ? EnumSet.allOf(Kind.class) : databases,
        quick,
        users(many, quick),
        measures.isEmpty() ? EnumSet.allOf(Measure.class) : measures);
  }

  /// How many users the small database has.
  int few() {
    return FEW;
  }

  private static int users(@Nullable Integer given, boolean quick) {
    if (given != null) {
      return given;
    }
    return quick ? MANY_QUICKLY : MANY;
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= FEW && number <= 9_999_999) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--users takes a number from 1000 to 9999999", e);
    }
    throw new IllegalArgumentException("--users takes a number from 1000 to 9999999");
  }

  enum Kind {
    SQLITE,
    POSTGRESQL
  }

  enum Measure {
    GENERATOR,
    ME,
    QUERIES,
    SESSIONS,
    KEYS,
    LOG,
    REFRESH,
    AUDIT,
    LOGIN,
    MFA,
    MIXED,
    START,
    IMPORT,
    ATTACK,
    GROWTH;

    static Measure named(String name) {
      for (Measure measure : values()) {
        if (measure.name().toLowerCase(Locale.ROOT).equals(name)) {
          return measure;
        }
      }
      throw new IllegalArgumentException(
          "usage: bench/run [sqlite|postgresql|all] [--quick] [--users N] ["
              + Arrays.stream(values())
                  .map(each -> each.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining("|"))
              + " ...]");
    }
  }

  /// Where the run keeps its databases and writes its results.
  static Path folder() {
    return Path.of(System.getProperty("bench.folder", "bench/target")).toAbsolutePath();
  }
}
