package dev.gatehouse.app.cli;

import dev.gatehouse.app.OperationException;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.storage.SchemaException;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.ToolException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which failures are the operator's to mend, and so are told in one sentence without a stack
/// trace.
final class Failures {
  private Failures() {}

  /// The sentence, unless the failure is a fault of this program.
  static Optional<String> sentence(Exception e) {
    return switch (e) {
      case Refusal refusal -> sentence(refusal.getMessage());
      case OperationException refusal -> sentence(refusal.getMessage());
      case ConfigException config -> sentence(config.getMessage());
      case SchemaException schema -> sentence(schema.getMessage());
      case ToolException tool -> sentence(tool.getMessage());
      case StorageException.Unavailable gone -> sentence(capitalised(gone.getMessage()));
      case StorageException refused ->
          sentence("The database refused a statement: " + rootCause(refused));
      default -> Optional.empty();
    };
  }

  /// On one line, with a full stop.
  static Optional<String> sentence(@Nullable String message) {
    return Optional.ofNullable(message)
        .map(text -> text.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip())
        .map(line -> line.matches(".*[.?!]") ? line : line + ".");
  }

  private static @Nullable String capitalised(@Nullable String message) {
    return message == null || message.isEmpty()
        ? message
        : message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
  }

  private static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
