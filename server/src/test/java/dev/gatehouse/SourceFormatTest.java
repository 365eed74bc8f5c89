package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The format check. `mvn -pl server test -Dtest=SourceFormatTest -Dformat=write` mends what it
/// finds.
@Order(1)
class SourceFormatTest {
  /// The digests of what was found to be formatted: nothing is formatted twice in one checkout.
  private static final Path KNOWN = Path.of("target/formatted");

  @Test
  void every_source_file_is_in_the_google_java_format() throws Exception {
    boolean write = "write".equals(System.getProperty("format"));
    Set<String> known = Files.exists(KNOWN) ? Set.copyOf(Files.readAllLines(KNOWN)) : Set.of();
    Set<String> good = new TreeSet<>();
    List<Path> unformatted = new ArrayList<>();
    for (Path file : sources()) {
      String source = Files.readString(file);
      String digest = digest(source);
      if (known.contains(digest)) {
        good.add(digest);
        continue;
      }
      String formatted = new Formatter().formatSourceAndFixImports(source);
      if (source.equals(formatted)) {
        good.add(digest);
      } else {
        unformatted.add(file);
        if (write) {
          Files.writeString(file, formatted);
        }
      }
    }
    Files.createDirectories(KNOWN.getParent());
    Files.write(KNOWN, good);
    assertThat(write ? List.of() : unformatted).isEmpty();
  }

  /// Of a source and of the formatter, by the name of its archive.
  private static String digest(String source) throws GeneralSecurityException {
    String formatter =
        Formatter.class.getProtectionDomain().getCodeSource().getLocation().toString();
    byte[] both = (formatter + "\n" + source).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both));
  }

  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String root : List.of("src", "../bench/src")) {
      if (Files.isDirectory(Path.of(root))) {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
        }
      }
    }
    return found;
  }
}
