package dev.gatehouse.platform.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// So many requests in each window. The first request begins the first window.
public record Limit(long requests, Duration window) {
  private static final Pattern WRITTEN =
      Pattern.compile(" *([1-9][0-9]{0,8})/(second|minute|hour|day) *");

  /// Reads `200/minute`, several with `;`, or `off`, which is no limit at all.
  ///
  /// @throws IllegalArgumentException with the rest of a sentence
  public static List<Limit> parse(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    List<Limit> limits = new ArrayList<>();
    if (!word.equals("off")) {
      for (String one : word.split(";", -1)) {
        Matcher parts = WRITTEN.matcher(one);
        if (!parts.matches()) {
          throw new IllegalArgumentException(
              "must be like 200/minute, 10/second;200/minute or off");
        }
        limits.add(new Limit(Long.parseLong(parts.group(1)), window(parts.group(2))));
      }
    }
    return List.copyOf(limits);
  }

  private static Duration window(String unit) {
    return switch (unit) {
      case "second" -> Duration.ofSeconds(1);
      case "minute" -> Duration.ofMinutes(1);
      case "hour" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }

  BucketConfiguration bucket() {
    return BucketConfiguration.builder()
        .addLimit(Bandwidth.builder().capacity(requests).refillIntervally(requests, window).build())
        .build();
  }
}
