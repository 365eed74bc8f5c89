package dev.gatehouse.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// A file that only its owner may read, and that is there in whole or not at all.
final class NewFile {
  private NewFile() {}

  /// @throws OperationException when there is something under that name already, or no folder for
  ///   it
  static void requireAbsent(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new OperationException(file + " exists already: name a new file.");
    }
    if (!Files.isDirectory(folder(file))) {
      throw new OperationException("There is no folder " + folder(file) + ".");
    }
  }

  /// Lets `writer` fill an empty file of another name (mode 0600), and gives it its own name when
  /// everything is on the disk. A file of that name is never overwritten.
  ///
  /// @throws OperationException when it can't be written
  static void write(Path file, Writer writer) {
    requireAbsent(file);
    Path aside = aside(file);
    try {
      writer.write(aside);
      flush(aside);
      name(aside, file);
      flush(folder(file));
    } catch (FileAlreadyExistsException e) {
      throw new OperationException(file + " exists already: name a new file.");
    } catch (IOException e) {
      throw cannot("written", file, e);
    } finally {
      delete(aside);
    }
  }

  /// An empty file beside `file` that only its owner may read.
  static Path aside(Path file) {
    Path folder = folder(file);
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      return Files.createTempFile(folder, "." + file.getFileName() + ".", ".part", attributes);
    } catch (IOException e) {
      throw cannot("written", file, e);
    }
  }

  /// Waits until the file, or the list of names of a folder, is on the disk.
  static void flush(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It has served its purpose; its name tells what it is.
    }
  }

  static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  static OperationException cannot(String what, Path file, IOException e) {
    return new OperationException(
        "%s can't be %s: %s.".formatted(file, what, reason(e).replaceAll("\\s+", " ")));
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  /// A link, unlike a move, does not overwrite; some mounted folders know no links.
  private static void name(Path aside, Path file) throws IOException {
    try {
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(aside, file);
    }
  }

  /// Fills a file.
  interface Writer {
    void write(Path empty) throws IOException;
  }
}
