package dev.gatehouse.contracts.pages;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// How the pages look to an operator's users.
///
/// @param name what the service is called
/// @param color of buttons and links, `#rrggbb`; null for ours
/// @param logo shown in place of ours
/// @param css rules that come after ours, usually values of the theme's variables; may be empty
public record Brand(String name, @Nullable String color, @Nullable Logo logo, String css) {

  /// The style sheet that comes after the built-in theme.
  byte[] sheet() {
    String own = color == null ? "" : ":root{--gh-brand:" + color + "}\n";
    return (own + css).getBytes(StandardCharsets.UTF_8);
  }

  /// A picture.
  ///
  /// @param contentType `image/svg+xml`, `image/png`, `image/webp` or `image/jpeg`
  @SuppressWarnings("ArrayRecordComponent") // written to the wire, never compared
  public record Logo(String contentType, byte[] content) {}
}
