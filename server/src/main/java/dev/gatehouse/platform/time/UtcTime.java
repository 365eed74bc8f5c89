package dev.gatehouse.platform.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as every contract writes them: `yyyy-MM-ddTHH:mm:ssZ`, UTC, whole seconds.
public final class UtcTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private UtcTime() {}

  public static String format(Instant instant) {
    return SECONDS.format(instant);
  }
}
