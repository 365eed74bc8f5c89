package dev.gatehouse.app.cli;

import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.storage.SchemaException;
import dev.gatehouse.platform.storage.StorageException;
import java.util.Optional;

/// Which failures are the operator's to mend, and so are told in one sentence without a stack
/// trace.
final class Failures {
  private Failures() {}

  /// The sentence, unless the failure is a fault of this program.
  static Optional<String> sentence(Exception e) {
    return switch (e) {
      case Refusal refusal -> Optional.ofNullable(refusal.getMessage());
      case ConfigException config -> Optional.ofNullable(config.getMessage());
      case SchemaException schema -> Optional.ofNullable(schema.getMessage());
      case StorageException.Unavailable gone -> Optional.ofNullable(gone.getMessage());
      default -> Optional.empty();
    };
  }
}
