package dev.gatehouse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Files of a test run.
final class TestFiles {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "gatehouse-test-";
  private static final long ROOM = 4L << 30;
  private static final Duration RUN = Duration.ofHours(1);

  private static boolean swept;

  private TestFiles() {}

  /// A new folder for a database: in memory where there is much of it, for no test cuts the power,
  /// and a test waits long for a disk. What a process that was killed wrote is there afterwards.
  static Path newDatabaseFolder() throws IOException {
    String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    if (!Files.isWritable(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < ROOM) {
      return Files.createTempDirectory(prefix);
    }
    sweep();
    return Files.createTempDirectory(MEMORY, prefix);
  }

  /// Takes away what runs left behind that were killed: it fills the memory.
  private static synchronized void sweep() throws IOException {
    if (swept) {
      return;
    }
    swept = true;
    try (Stream<Path> all = Files.list(MEMORY)) {
      all.filter(TestFiles::isLeft).forEach(TestFiles::delete);
    }
  }

  private static boolean isLeft(Path folder) {
    String name = folder.getFileName().toString();
    if (!name.matches(PREFIX + "\\d+-.*")) {
      return false;
    }
    long process = Long.parseLong(name.substring(PREFIX.length()).replaceFirst("-.*", ""));
    try {
      Instant touched = Files.getLastModifiedTime(folder).toInstant();
      return ProcessHandle.of(process).isEmpty() && touched.isBefore(Instant.now().minus(RUN));
    } catch (IOException gone) {
      return false;
    }
  }

  /// Deletes a folder as far as that goes; what is left is in the system's temporary folder.
  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
