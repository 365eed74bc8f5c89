package dev.gatehouse.app;

import dev.gatehouse.app.LogSettings.LogFormat;
import dev.gatehouse.app.LogSettings.LogLevel;
import dev.gatehouse.app.Settings.Environment;
import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.Origin;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.util.List;
import java.util.Map;

/// The log.
final class LoggingVariables {
  private static final Variable<LogFormat> FORMAT =
      Variable.open(
          "LOG_FORMAT",
          "`text`, in production `json`",
          Parsers.choice("text or json", Map.of("text", LogFormat.TEXT, "json", LogFormat.JSON)),
          "How a log line is written.");
  private static final Variable<LogLevel> LEVEL =
      Variable.open(
          "LOG_LEVEL",
          "`info`",
          Parsers.choice(
              "trace, debug, info, warn or error",
              Map.of(
                  "trace", LogLevel.TRACE,
                  "debug", LogLevel.DEBUG,
                  "info", LogLevel.INFO,
                  "warn", LogLevel.WARN,
                  "warning", LogLevel.WARN,
                  "error", LogLevel.ERROR,
                  "critical", LogLevel.ERROR)),
          "The least important kind of line that is written: `trace`, `debug`, `info`, `warn` or"
              + " `error`.");
  private static final Variable<Boolean> DEBUG =
      Variable.of(
          "DEBUG",
          "false",
          Parsers.bool(),
          "In development the same as `LOG_LEVEL=debug`; ignored in production.");

  static final Group GROUP = new Group("The log", List.of(FORMAT, LEVEL, DEBUG));

  private LoggingVariables() {}

  static LogSettings read(Values values, Environment where) {
    boolean debug = values.get(DEBUG);
    if (debug && where.isProduction()) {
      values.warn("DEBUG has no effect in production: set LOG_LEVEL=debug if it is meant.");
    }
    boolean verbose = debug && !where.isProduction();
    values.assume(FORMAT, where.isProduction() ? "json" : "text", Origin.DEFAULT);
    values.assume(LEVEL, verbose ? "debug" : "info", Origin.DEFAULT);
    return new LogSettings(values.get(FORMAT), values.get(LEVEL));
  }
}
