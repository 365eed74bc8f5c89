package dev.gatehouse.platform.config;

import dev.gatehouse.platform.crypto.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// A secret that the server made for itself and keeps in a file that its owner alone may read.
public final class SecretFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path path;
  private final Consumer<String> warnings;

  public SecretFile(Path path, Consumer<String> warnings) {
    this.path = path;
    this.warnings = warnings;
  }

  /// The secret in the file, which is made with a fresh one (48 random bytes in base64url) when it
  /// is not there. Processes that start together agree on one secret.
  ///
  /// A file that others may read is closed to them, with a warning: they may have read it already.
  ///
  /// @throws ConfigException when the file can be neither read nor made, or holds too little
  public Secret readOrCreate() {
    try {
      if (!Files.exists(path)) {
        create();
      }
      close();
      String text = Files.readString(path).strip();
      if (text.length() < 32) {
        throw new ConfigException(
            "The secret in " + path + " is damaged: restore the file, or set SECRET_KEY.");
      }
      return new Secret(text);
    } catch (IOException | UncheckedIOException e) {
      throw new ConfigException("The secret cannot be kept in " + path + ": " + reason(e) + ".", e);
    }
  }

  /// Written aside and then linked: the name never stands for half a secret, and the first link
  /// wins.
  private void create() throws IOException {
    Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    Path aside = Files.createTempFile(folder, ".gatehouse", ".secret", attributes(folder));
    try {
      write(aside);
      link(aside);
    } catch (FileAlreadyExistsException _) {
      // Another process was first; its secret is the one.
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /// Some mounted folders know no links; there a plain move has to do.
  private void link(Path aside) throws IOException {
    try {
      Files.createLink(path, aside);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException _) {
      Files.move(aside, path);
    }
  }

  private static void write(Path file) throws IOException {
    byte[] random = new byte[48];
    new SecureRandom().nextBytes(random);
    String text = Base64.getUrlEncoder().encodeToString(random) + "\n";
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void close() throws IOException {
    if (!isPosix(path) || OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
      return;
    }
    Files.setPosixFilePermissions(path, OWNER_ONLY);
    warnings.accept(
        "The secret in "
            + path
            + " could be read by others; it is closed now, but replace it if"
            + " anyone else uses this machine.");
  }

  private static FileAttribute<?>[] attributes(Path folder) {
    return isPosix(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static String reason(Exception e) {
    return e instanceof NoSuchFileException ? "no such file" : e.getClass().getSimpleName();
  }
}
