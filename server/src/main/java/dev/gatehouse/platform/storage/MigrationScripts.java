package dev.gatehouse.platform.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ibatis.migration.Change;
import org.apache.ibatis.migration.MigrationLoader;
import org.jspecify.annotations.Nullable;

/// The migrations of one dialect, read from the class path: `db/migrations/<dialect>/NNN_name.sql`,
/// listed in `db/migrations/index.txt`. What follows `-- //@UNDO` takes the migration back.
final class MigrationScripts implements MigrationLoader {
  private static final String FOLDER = "/db/migrations/";
  private static final String UNDO = "-- //@UNDO";
  private static final Pattern FILE = Pattern.compile("(\\d+)_(\\w+)\\.sql");
  private static final Pattern CREATED =
      Pattern.compile("(?i)CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");

  private final String dialect;
  private final List<Change> changes = new ArrayList<>();

  MigrationScripts(String dialect) {
    this.dialect = dialect;
    read("index.txt")
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(file -> changes.add(change(file.strip())));
  }

  @Override
  public List<Change> getMigrations() {
    return new ArrayList<>(changes); // the library sorts it
  }

  @Override
  public Reader getScriptReader(Change change, boolean undo) {
    String script = read(dialect + "/" + change.getFilename());
    int mark = script.indexOf(UNDO);
    if (mark < 0) {
      throw new IllegalStateException(change.getFilename() + " can't be undone");
    }
    return new StringReader(
        undo ? script.substring(mark + UNDO.length()) : script.substring(0, mark));
  }

  @Override
  public @Nullable Reader getBootstrapReader() {
    return null;
  }

  @Override
  public @Nullable Reader getOnAbortReader() {
    return null;
  }

  /// Every table that the migrations make, at whichever revision.
  Set<String> tables() {
    Set<String> tables = new TreeSet<>();
    for (Change change : changes) {
      Matcher created = CREATED.matcher(read(dialect + "/" + change.getFilename()));
      while (created.find()) {
        tables.add(created.group(1));
      }
    }
    return tables;
  }

  private static Change change(String file) {
    Matcher parts = FILE.matcher(file);
    if (!parts.matches()) {
      throw new IllegalStateException("not the name of a migration: " + file);
    }
    String description = parts.group(2).replace('_', ' ');
    Change change = new Change(new BigDecimal(parts.group(1)));
    change.setDescription(description);
    change.setFilename(file);
    return change;
  }

  private static String read(String name) {
    try (InputStream in = MigrationScripts.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
