package dev.gatehouse.platform.storage;

import java.io.Serial;

/// A transaction ended before its COMMIT, through no fault of its work: it may be run again. Never
/// leaves this package.
final class LostTransaction extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final StorageException failure;

  LostTransaction(StorageException failure) {
    super(null, failure, false, false);
    this.failure = failure;
  }

  /// What the caller is told when no further try is made.
  StorageException failure() {
    return failure;
  }
}
