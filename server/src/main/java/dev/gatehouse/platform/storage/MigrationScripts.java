package dev.gatehouse.platform.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ibatis.migration.Change;
import org.apache.ibatis.migration.MigrationLoader;
import org.apache.ibatis.migration.MigrationReader;
import org.jspecify.annotations.Nullable;

/// The migrations of one dialect, from the class path: `db/migrations/index` names them in order,
/// `db/migrations/<dialect>/NNN_name.sql` holds them.
final class MigrationScripts implements MigrationLoader {
  private static final String FOLDER = "/db/migrations/";
  private static final Pattern CREATED = Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");

  private final Dialect dialect;
  private final List<String> names;

  MigrationScripts(Dialect dialect) {
    this.dialect = dialect;
    try (BufferedReader index =
        new BufferedReader(new InputStreamReader(open("index"), StandardCharsets.UTF_8))) {
      this.names = index.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `NNN_name`, oldest first.
  List<String> names() {
    return names;
  }

  /// The revisions, oldest first.
  List<Integer> numbers() {
    return names.stream().map(MigrationScripts::number).toList();
  }

  static int number(String name) {
    return Integer.parseInt(name.substring(0, name.indexOf('_')));
  }

  @Override
  public List<Change> getMigrations() {
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      String description = name.substring(name.indexOf('_') + 1).replace('_', ' ');
      Change change = new Change(new BigDecimal(number(name)), null, description);
      change.setFilename(name + ".sql");
      changes.add(change);
    }
    return changes;
  }

  @Override
  public Reader getScriptReader(Change change, boolean undo) {
    InputStream script = open(dialect.name() + "/" + change.getFilename());
    return new MigrationReader(script, StandardCharsets.UTF_8.name(), undo, new Properties());
  }

  @Override
  public @Nullable Reader getBootstrapReader() {
    return null;
  }

  @Override
  public @Nullable Reader getOnAbortReader() {
    return null;
  }

  /// Every table that the migrations make, at whichever revision, and the changelog itself.
  Set<String> tables() {
    Set<String> tables = new HashSet<>(Set.of(MigrationLock.CHANGELOG));
    for (String name : names) {
      try (InputStream script = open(dialect.name() + "/" + name + ".sql")) {
        String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        Matcher created = CREATED.matcher(text);
        while (created.find()) {
          tables.add(created.group(1));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return tables;
  }

  private static InputStream open(String name) {
    InputStream resource = MigrationScripts.class.getResourceAsStream(FOLDER + name);
    if (resource == null) {
      throw new IllegalStateException("the program lacks its file " + FOLDER + name);
    }
    return resource;
  }
}
