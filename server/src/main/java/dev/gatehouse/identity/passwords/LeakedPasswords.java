package dev.gatehouse.identity.passwords;

import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.outbound.OutboundClient;
import dev.gatehouse.platform.outbound.OutboundOutcome;
import dev.gatehouse.platform.outbound.OutboundRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a range API, as Have I Been Pwned offers it, whether a new password has leaked: five
/// hexadecimal digits of its SHA-1 go out, and every hash that begins with them comes back, padded
/// so that not even the length tells. A service that does not answer stops nobody.
public final class LeakedPasswords {
  private static final Logger LOG = LoggerFactory.getLogger(LeakedPasswords.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int PREFIX = 5;

  private final OutboundClient client;
  private final @Nullable URI service;
  private final LongAdder unanswered = new LongAdder();

  /// @param service ends in `/range/`, say; null to ask nobody
  public LeakedPasswords(OutboundClient client, @Nullable URI service) {
    this.client = client;
    this.service = service;
  }

  /// Whether the service knows `password`; false when it does not say. Waits for a second at most.
  public boolean include(Secret password) {
    if (service == null) {
      return false;
    }
    String hash = sha1(password);
    String base = service.toString();
    URI asked = URI.create(base + (base.endsWith("/") ? "" : "/") + hash.substring(0, PREFIX));
    OutboundRequest request =
        OutboundRequest.get(asked).with("Add-Padding", "true").within(PATIENCE);
    return switch (client.send(request)) {
      case OutboundOutcome.Answered answer when answer.status() == 200 ->
          isListed(answer.body(), hash.substring(PREFIX));
      case OutboundOutcome.Answered answer -> pass("status " + answer.status());
      case OutboundOutcome.Failed(String why) -> pass(why);
      case OutboundOutcome.Forbidden(String why) -> pass("its address " + why);
    };
  }

  /// Declares how often the service did not say.
  public void declare(Figures figures) {
    figures.counter(
        "leaked_passwords_unanswered",
        "New passwords let pass as the service that knows leaked ones did not answer.",
        unanswered::sum);
  }

  private boolean pass(String why) {
    unanswered.increment();
    LOG.warn("A new password was not checked for leaks: {}", why);
    return false;
  }

  /// Lines of suffix and count; a count of 0 is padding.
  private static boolean isListed(String body, String suffix) {
    return body.lines()
        .map(String::strip)
        .anyMatch(line ->
            line.regionMatches(true, 0, suffix + ":", 0, suffix.length() + 1)
                && !line.substring(suffix.length() + 1).equals("0"));
  }

  private static String sha1(Secret password) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of()
          .withUpperCase()
          .formatHex(digest.digest(password.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK ships SHA-1", e);
    }
  }
}
