package dev.gatehouse.app;

import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.Pool;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.platform.storage.SchemaException;
import dev.gatehouse.platform.storage.SqliteClaim;
import dev.gatehouse.platform.storage.SqliteFiles;
import dev.gatehouse.platform.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts a backup in the place of an SQLite database: a copy is made ready aside, and takes the
/// place by one rename while nobody can have the database open.
final class SqliteRestore {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pool NO_POOL = new Pool(1, 1, Duration.ofHours(1), Duration.ZERO);

  private final Path database;
  private final Aftermath aftermath;

  SqliteRestore(Path database, Aftermath aftermath) {
    this.database = database;
    this.aftermath = aftermath;
  }

  /// @param kept where the replaced database is now; null when there was none
  record Done(Aftermath.Outcome outcome, @Nullable Path kept) {}

  Done from(Path backup, Instant now) {
    try {
      requireBackup(backup);
      Files.createDirectories(NewFile.folder(database));
      if (!Files.exists(database)) {
        return replace(backup, Aftermath.Before.UNKNOWN, now);
      }
      Aftermath.Before before = before();
      try (SqliteClaim claim = SqliteClaim.of(database)) {
        return replace(backup, claim.isReadable() ? before : Aftermath.Before.UNKNOWN, now);
      }
    } catch (IOException e) {
      throw NewFile.cannot("restored", backup, e);
    }
  }

  private void requireBackup(Path backup) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(backup)) {
      start = in.readNBytes(MAGIC.length);
    }
    if (!Arrays.equals(start, MAGIC)) {
      throw new OperationException(
          backup + " is not a Gatehouse backup: it is no SQLite database.");
    }
    if (Files.exists(database) && Files.isSameFile(backup, database)) {
      throw new OperationException(backup + " is the database itself, not a backup of it.");
    }
    if (Files.exists(SqliteFiles.beside(backup, "-wal"))) {
      throw new OperationException(
          backup + " is a database in use, not a backup: make one with `gatehouse db backup`.");
    }
  }

  private Done replace(Path backup, Aftermath.Before before, Instant now) throws IOException {
    Path staged = NewFile.aside(database);
    try {
      Files.copy(backup, staged, StandardCopyOption.REPLACE_EXISTING);
      Aftermath.Outcome outcome = prepare(staged, backup, before);
      Path kept = keep(now);
      if (kept != null) {
        takeOver(kept, staged);
      }
      NewFile.flush(staged);
      Files.move(staged, database, StandardCopyOption.ATOMIC_MOVE);
      NewFile.flush(NewFile.folder(database));
      return new Done(outcome, kept);
    } finally {
      List.of("", "-wal", "-shm", "-journal")
          .forEach(suffix -> NewFile.delete(SqliteFiles.beside(staged, suffix)));
    }
  }

  private Aftermath.Outcome prepare(Path staged, Path backup, Aftermath.Before before) {
    try {
      SqliteFiles.requireSound(staged);
      Aftermath.Outcome outcome;
      try (Database copy = open(staged)) {
        outcome = aftermath.settle(copy, before);
      }
      SqliteFiles.settle(staged);
      return outcome;
    } catch (SchemaException | OperationException e) {
      throw new OperationException("%s can't be restored: %s".formatted(backup, e.getMessage()));
    }
  }

  /// What the database to be replaced has counted up to, as far as it can be told.
  private Aftermath.Before before() {
    try (Database old = open(database)) {
      Accounts accounts = new Accounts();
      Revocations revocations = new Revocations(old, Duration.ZERO);
      return old.read(
          tx -> new Aftermath.Before(accounts.highestEpoch(tx), revocations.newest(tx)));
    } catch (StorageException | java.util.NoSuchElementException e) {
      return Aftermath.Before.UNKNOWN;
    }
  }

  /// Gives the replaced database a second name, with whatever belongs to it; the first one goes on
  /// to stand for it until the rename.
  private @Nullable Path keep(Instant now) throws IOException {
    Path kept = unusedName(now);
    for (String suffix : List.of("-wal", "-shm", "-journal")) {
      Path belongs = SqliteFiles.beside(database, suffix);
      if (Files.exists(belongs)) {
        Files.move(belongs, SqliteFiles.beside(kept, suffix));
      }
    }
    if (!Files.exists(database)) {
      return null;
    }
    try {
      Files.createLink(kept, database);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(database, kept); // on file systems without links
    }
    return kept;
  }

  private Path unusedName(Instant now) {
    Path first = SqliteFiles.beside(database, ".before-restore-" + TIME.format(now));
    Path kept = first;
    for (int next = 2; Files.exists(kept); next++) {
      kept = SqliteFiles.beside(first, "-" + next);
    }
    return kept;
  }

  /// The same owner and permissions as before: the restore may be run by another user than the
  /// server.
  private static void takeOver(Path from, Path to) {
    PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView made = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (old == null || made == null) {
      return;
    }
    try {
      made.setPermissions(old.readAttributes().permissions());
      made.setGroup(old.readAttributes().group());
      made.setOwner(old.getOwner());
    } catch (IOException e) {
      // Only the superuser can give files away; for others it is theirs already.
    }
  }

  private static Database open(Path file) {
    return Database.open(new DatabaseSettings(new SqliteFile(file), NO_POOL, false));
  }
}
