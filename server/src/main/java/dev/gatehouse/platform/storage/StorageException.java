package dev.gatehouse.platform.storage;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// What went wrong in the database, as far as a caller can act on it. Messages carry no parameters.
public sealed class StorageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// A unique or primary key is taken. Nothing was changed.
  public static final class UniqueViolation extends StorageException {
    @Serial private static final long serialVersionUID = 1L;

    public UniqueViolation(@Nullable Throwable cause) {
      super("a unique key is taken", cause);
    }
  }

  /// Another constraint was broken: a bug of ours. Nothing was changed.
  public static final class ConstraintViolation extends StorageException {
    @Serial private static final long serialVersionUID = 1L;

    public ConstraintViolation(@Nullable Throwable cause) {
      super("a constraint was broken", cause);
    }
  }

  /// Another transaction was in the way, again and again. Nothing was changed.
  public static final class Conflict extends StorageException {
    @Serial private static final long serialVersionUID = 1L;

    public Conflict(@Nullable Throwable cause) {
      super("another transaction was in the way", cause);
    }
  }

  /// The database cannot be reached, is full, read-only or overloaded. Nothing was changed; the
  /// same call may go through later.
  public static final class Unavailable extends StorageException {
    @Serial private static final long serialVersionUID = 1L;

    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The answer to COMMIT was lost: the change may or may not be there.
  public static final class OutcomeUnknown extends StorageException {
    @Serial private static final long serialVersionUID = 1L;

    public OutcomeUnknown(@Nullable Throwable cause) {
      super("the answer to COMMIT was lost", cause);
    }
  }
}
