package dev.gatehouse.platform.config;

/// Turns a variable's text into what it means.
@FunctionalInterface
public interface ValueParser<T> {

  /// What `text` means.
  ///
  /// @throws IllegalArgumentException when it means nothing; the message goes on from the
  ///   variable's name ("must be true or false") and does not repeat `text`
  T parse(String text);
}
