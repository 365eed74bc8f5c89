package dev.gatehouse.platform.outbound;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came of a request to somebody else.
public sealed interface OutboundOutcome {

  /// They answered, with whatever status; a redirect is an answer like any other.
  ///
  /// @param headers by lower-case name, the first of each
  record Answered(int status, Map<String, String> headers, String body) implements OutboundOutcome {
    public Answered {
      headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /// The rules forbid it: trying again will not help.
  ///
  /// @param why words whose subject is the URL: `leads to an internal address`
  record Forbidden(String why) implements OutboundOutcome {}

  /// No whole answer came in time, or it was too long.
  ///
  /// @param why a few words, without anything that the other side wrote
  record Failed(String why) implements OutboundOutcome {}
}
