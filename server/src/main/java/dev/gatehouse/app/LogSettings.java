package dev.gatehouse.app;

/// The log.
public record LogSettings(LogFormat format, LogLevel level) {
  /// How a log line is written.
  public enum LogFormat {
    TEXT,
    JSON
  }

  /// The least important kind of line that is written.
  public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
