package dev.gatehouse.platform.logs;

import java.util.function.BiConsumer;

/// The only argument of a log line that is more than its text. As text it is what `toString` says.
public interface LogFields {

  /// The message where the fields stand beside it.
  String summary();

  /// Hands over each field: a name in `snake_case`, and a [String] or a [Number].
  void writeTo(BiConsumer<String, Object> fields);
}
