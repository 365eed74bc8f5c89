package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The dump and load programs that come with a database server, looked for on the `PATH`.
public final class ServerTools {
  private final DatabaseServer server;
  private final String searchPath;

  /// @param searchPath the value of `PATH`
  public ServerTools(DatabaseServer server, String searchPath) {
    this.server = server;
    this.searchPath = searchPath;
  }

  /// Writes the whole database into `file`, as it was at one moment.
  public ToolCall dump(Path file) {
    if (server.kind() == ServerKind.POSTGRESQL) {
      List<String> words = postgresql();
      words.addAll(List.of("--format=custom", "--file=" + file, server.database()));
      return call(find("pg_dump").orElse(null), "pg_dump", words, null);
    }
    Tool tool = find("mariadb-dump", "mysqldump");
    List<String> words = mysql(tool);
    words.addAll(List.of("--single-transaction", "--no-tablespaces", "--hex-blob"));
    if (!tool.isMariadb) {
      words.add("--set-gtid-purged=OFF");
      words.add("--column-statistics=0");
    }
    words.addAll(List.of("--result-file=" + file, server.database()));
    return call(tool.program, tool.name, words, null);
  }

  /// Loads what [#dump] wrote into the database, which is empty.
  public ToolCall load(Path file) {
    if (server.kind() == ServerKind.POSTGRESQL) {
      List<String> words = postgresql();
      words.addAll(
          List.of(
              "--no-owner",
              "--no-privileges",
              "--exit-on-error",
              "--single-transaction",
              "--dbname=" + server.database(),
              file.toString()));
      return call(find("pg_restore").orElse(null), "pg_restore", words, null);
    }
    Tool tool = find("mariadb", "mysql");
    List<String> words = mysql(tool);
    words.add(server.database());
    return call(tool.program, tool.name, words, file);
  }

  private List<String> postgresql() {
    return new ArrayList<>(
        List.of(
            "--host=" + server.host(), "--port=" + server.port(), "--username=" + server.user()));
  }

  private List<String> mysql(Tool tool) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--host=" + server.host(),
                "--port=" + server.port(),
                "--protocol=tcp",
                "--user=" + server.user(),
                "--default-character-set=utf8mb4"));
    words.addAll(tool.isMariadb ? mariadbTls() : mysqlTls());
    return words;
  }

  /// `prefer` takes TLS where the server has it, and nobody vouches for the server then.
  private List<String> mariadbTls() {
    return switch (server.ssl()) {
      case "require" -> List.of("--ssl", "--skip-ssl-verify-server-cert");
      case "verify-ca", "verify-full" -> List.of("--ssl", "--ssl-verify-server-cert");
      case "prefer" -> List.of("--skip-ssl-verify-server-cert");
      default -> List.of("--skip-ssl");
    };
  }

  private List<String> mysqlTls() {
    return switch (server.ssl()) {
      case "require" -> List.of("--ssl-mode=REQUIRED");
      case "verify-ca" -> List.of("--ssl-mode=VERIFY_CA");
      case "verify-full" -> List.of("--ssl-mode=VERIFY_IDENTITY");
      case "prefer" -> List.of("--ssl-mode=PREFERRED", "--get-server-public-key");
      default -> List.of("--ssl-mode=DISABLED", "--get-server-public-key");
    };
  }

  private ToolCall call(
      @Nullable Path program, String name, List<String> words, @Nullable Path input) {
    boolean postgresql = server.kind() == ServerKind.POSTGRESQL;
    return new ToolCall(
        program == null ? name : program.toString(),
        program != null,
        List.copyOf(words),
        new ToolCall.Surroundings(
            postgresql ? Map.of("PGSSLMODE", server.ssl()) : Map.of(),
            postgresql ? "PGPASSWORD" : "MYSQL_PWD",
            server.password()),
        input);
  }

  /// The maker's own tool first. Where there is none, its name tells what to look for.
  private Tool find(String mariadb, String mysql) {
    boolean preferMariadb = server.kind() == ServerKind.MARIADB;
    List<String> names = preferMariadb ? List.of(mariadb, mysql) : List.of(mysql, mariadb);
    for (String name : names) {
      Optional<Path> found = find(name);
      if (found.isPresent()) {
        boolean isMariadb = name.equals(mariadb) || ToolCall.isMariadb(found.get());
        return new Tool(name, found.get(), isMariadb);
      }
    }
    return new Tool(names.getFirst(), null, preferMariadb);
  }

  private Optional<Path> find(String name) {
    return Arrays.stream(searchPath.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private record Tool(String name, @Nullable Path program, boolean isMariadb) {}
}
