package dev.gatehouse.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Empty migrations for whoever develops Gatehouse: one a dialect, and their line in the index.
public final class MigrationTemplate {
  private static final String FOLDER = "server/src/main/resources/db/migrations";
  private static final List<String> DIALECTS = List.of("sqlite", "postgresql", "mysql");
  private static final Pattern NUMBER = Pattern.compile("(\\d+)_\\w+");
  private static final int LONGEST_SLUG = 60;

  private MigrationTemplate() {}

  /// Writes the templates of the next migration into the source checkout around `directory`.
  ///
  /// @return the files that were made or changed
  /// @throws OperationException when the text names nothing, or there is no source checkout
  public static List<Path> write(Path directory, String text) {
    String slug = slug(text);
    Path migrations = checkout(directory).resolve(FOLDER);
    Path index = migrations.resolve("index");
    List<Path> made = new ArrayList<>();
    try {
      String listed = Files.readString(index);
      String name = "%03d_%s".formatted(next(listed), slug);
      for (String dialect : DIALECTS) {
        Path file = migrations.resolve(dialect).resolve(name + ".sql");
        Files.writeString(file, template(slug), StandardOpenOption.CREATE_NEW);
        made.add(file);
      }
      String separator = listed.isEmpty() || listed.endsWith("\n") ? "" : "\n";
      Files.writeString(
          index, separator + name + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
      made.add(index);
      return List.copyOf(made);
    } catch (IOException e) {
      made.forEach(NewFile::delete);
      throw e instanceof FileAlreadyExistsException
          ? new OperationException(e.getMessage() + " exists already.")
          : NewFile.cannot("written", migrations, e);
    }
  }

  private static String slug(String text) {
    String slug = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    slug = slug.replaceAll("^_+|_+$", "");
    if (slug.isEmpty()) {
      throw new OperationException(
          "Say what the migration does, in letters: gatehouse db migrate -m \"add nicknames\".");
    }
    return slug.substring(0, Math.min(slug.length(), LONGEST_SLUG)).replaceAll("_+$", "");
  }

  private static Path checkout(Path directory) {
    for (@Nullable Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("pom.xml"))
          && Files.isRegularFile(at.resolve(FOLDER).resolve("index"))) {
        return at;
      }
    }
    throw new OperationException(
        "Migrations are written in a source checkout, and %s is not in one.".formatted(directory));
  }

  private static int next(String index) {
    return 1
        + index
            .lines()
            .map(line -> NUMBER.matcher(line.strip()))
            .filter(Matcher::matches)
            .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
            .max()
            .orElse(0);
  }

  private static String template(String slug) {
    return """
    -- %s

    -- //@UNDO

    """
        .formatted(slug.replace('_', ' '));
  }
}
