package dev.gatehouse.platform.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whom mails come from.
///
/// @param name shown beside the address; null when only the address was given
public record Sender(@Nullable String name, String address) {
  private static final Pattern NAMED = Pattern.compile("([^<>\\p{Cntrl}]+)<([^<>]+)>");
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

  /// Reads `address` or `Name <address>`.
  public static Sender parse(String text) {
    Matcher named = NAMED.matcher(text.strip());
    String address = named.matches() ? named.group(2).strip() : text.strip();
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "must be an address like auth@example.com or Name <auth@example.com>");
    }
    String name = named.matches() ? named.group(1).strip().replaceAll("^\"|\"$", "") : "";
    return new Sender(name.isEmpty() ? null : name, address);
  }
}
