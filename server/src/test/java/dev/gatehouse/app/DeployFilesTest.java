package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.config.Variable;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The files with which Gatehouse is deployed, read as the tools that they are for read them.
class DeployFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern IMAGE = Pattern.compile("[a-z/-]+:[0-9][A-Za-z0-9.-]*");

  /// `${NAME}`, `${NAME:-otherwise}`, whose otherwise holds no further braces.
  private static final Pattern INNERMOST = Pattern.compile("\\$\\{([A-Z_]+)(?::-([^${}]*))?}");

  @TempDir private Path folder;

  @Test
  void compose_has_the_services_and_volumes_of_the_old_set_up() throws IOException {
    JsonNode compose = compose();
    assertThat(names(compose.get("services")))
        .containsExactly("backend", "db", "postgres", "redis");
    assertThat(names(compose.get("volumes"))).contains("data", "db_data");
    assertThat(mounts(service("db"))).containsExactly("db_data:/var/lib/mysql");
    assertThat(mounts(service("backend"))).containsExactly("data:/data");
    assertThat(service("backend").has("profiles")).isFalse();
    Map<String, String> profiles = Map.of("db", "mysql", "postgres", "postgres", "redis", "redis");
    for (Map.Entry<String, String> profile : profiles.entrySet()) {
      assertThat(strings(service(profile.getKey()).get("profiles")))
          .containsExactly(profile.getValue());
    }
  }

  @Test
  void every_service_restarts_and_can_gain_no_privileges() throws IOException {
    for (JsonNode service : compose().get("services")) {
      assertThat(service.get("restart").stringValue()).isEqualTo("unless-stopped");
      assertThat(strings(service.get("security_opt"))).contains("no-new-privileges:true");
      assertThat(service.get("image").stringValue()).matches(IMAGE);
    }
    for (String bare : List.of("backend", "redis")) {
      assertThat(service(bare).get("read_only").booleanValue()).isTrue();
      assertThat(strings(service(bare).get("cap_drop"))).containsExactly("ALL");
    }
  }

  @Test
  void the_backend_waits_for_a_database_only_where_there_is_one() throws IOException {
    for (String name : List.of("db", "postgres", "redis")) {
      JsonNode dependency = service("backend").get("depends_on").get(name);
      assertThat(dependency.get("required").booleanValue()).isFalse();
      assertThat(dependency.get("condition").stringValue()).isEqualTo("service_healthy");
      assertThat(service(name).get("healthcheck").get("test").isArray()).isTrue();
    }
  }

  @Test
  void only_the_backend_is_published_and_on_loopback_unless_told_otherwise() throws IOException {
    assertThat(strings(service("backend").get("ports")).stream().map(port -> fill(port, Map.of())))
        .containsExactly("127.0.0.1:8000:8000");
    for (String name : List.of("db", "postgres", "redis")) {
      assertThat(service(name).has("ports")).isFalse();
    }
  }

  @Test
  void every_variable_that_the_backend_is_given_is_known() throws IOException {
    Set<String> known = new HashSet<>();
    for (Variable<?> variable : Settings.CATALOGUE.variables()) {
      known.add(variable.name());
      known.addAll(variable.aliases());
    }
    assertThat(known).containsAll(names(service("backend").get("environment")));
  }

  @Test
  void without_anything_set_it_is_development_on_sqlite_on_the_volume() throws IOException {
    Settings settings = backend(Map.of());
    assertThat(settings.environment().isProduction()).isFalse();
    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.database().target()).isInstanceOf(SqliteFile.class);
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void a_database_profile_needs_its_type_and_takes_the_old_names() throws IOException {
    Map<String, String> old =
        Map.of(
            "DB_TYPE", "mysql", "MYSQL_USER", "app", "MYSQL_PASSWORD", "pw", "MYSQL_DATABASE", "a");
    DatabaseServer mysql = server(backend(old).database());
    assertThat(mysql.kind()).isEqualTo(ServerKind.MYSQL);
    assertThat(List.of(mysql.host(), mysql.user(), mysql.password().reveal(), mysql.database()))
        .containsExactly("db", "app", "pw", "a");
    Map<String, String> db = filled("db", old);
    assertThat(db)
        .containsEntry("MYSQL_USER", "app")
        .containsEntry("MYSQL_PASSWORD", "pw")
        .containsEntry("MYSQL_DATABASE", "a");

    Map<String, String> set = Map.of("DB_TYPE", "postgresql", "DB_PASSWORD", "pw");
    DatabaseServer postgres = server(backend(set).database());
    Map<String, String> service = filled("postgres", set);
    assertThat(postgres.kind()).isEqualTo(ServerKind.POSTGRESQL);
    assertThat(List.of(postgres.user(), postgres.password().reveal(), postgres.database()))
        .containsExactly(
            service.get("POSTGRES_USER"),
            service.get("POSTGRES_PASSWORD"),
            service.get("POSTGRES_DB"));
    assertThat(strings(service("postgres").get("networks").get("default").get("aliases")))
        .containsExactly(postgres.host());
  }

  @Test
  void with_the_redis_profile_and_its_url_the_limits_are_in_redis() throws IOException {
    assertThat(backend(Map.of("REDIS_URL", "redis://redis:6379")).limits().redis()).isNotNull();
  }

  @Test
  void the_image_is_built_in_stages_and_runs_as_nobody_of_the_host() throws IOException {
    List<String> steps = steps();
    List<String> images =
        steps.stream()
            .filter(step -> step.startsWith("FROM "))
            .map(s -> s.split(" ", -1)[1])
            .toList();
    assertThat(images).hasSize(3).allMatch(image -> IMAGE.matcher(image).matches());
    List<String> last = steps.subList(steps.indexOf("FROM " + images.get(2)), steps.size());
    assertThat(last)
        .contains("USER 10001:10001", "VOLUME /data", "EXPOSE 8000", "CMD [\"serve\"]")
        .anyMatch(step -> step.startsWith("HEALTHCHECK "))
        .anyMatch(step -> step.contains("make-aot-cache.sh"));
    assertThat(last.indexOf("USER 10001:10001"))
        .isGreaterThan(lastIndex(last, "RUN ")); // what is installed is root's
  }

  @Test
  void what_the_image_is_built_from_exists_and_is_sent_to_the_builder() throws IOException {
    List<String> sent =
        Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    for (String step : steps()) {
      if (step.startsWith("COPY ") && !step.startsWith("COPY --from=")) {
        String[] words = step.split(" ", -1);
        List<String> sources = List.of(words).subList(1, words.length - 1);
        assertThat(sent).containsAll(sources);
        assertThat(sources).allMatch(source -> Files.exists(ROOT.resolve(source)));
      }
    }
    assertThat(ROOT.resolve("deploy/healthcheck.sh")).isExecutable();
    assertThat(ROOT.resolve("server/src/main/dist/lib/make-aot-cache.sh")).isRegularFile();
  }

  @Test
  void the_unit_is_hardened_and_its_variables_start_a_server() throws IOException {
    List<String> unit = Files.readAllLines(ROOT.resolve("deploy/gatehouse.service"));
    assertThat(unit)
        .contains(
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            "CapabilityBoundingSet=",
            "StateDirectory=gatehouse",
            "EnvironmentFile=/etc/gatehouse/gatehouse.env")
        .doesNotContain("MemoryDenyWriteExecute=yes", "User=root");
    String example =
        Files.readString(ROOT.resolve("deploy/gatehouse.env.production"))
            .replace("SECRET_KEY=\n", "SECRET_KEY=" + SettingsFixture.GOOD_SECRET + "\n");
    Settings settings = production(example);
    assertThat(settings.environment().isProduction()).isTrue();
    assertThat(settings.warnings()).singleElement().asString().startsWith("SMTP_URL is not set:");
    Settings mailing =
        production(example.replace("#SMTP_URL=", "SMTP_URL=").replace("#MAIL_FROM=", "MAIL_FROM="));
    assertThat(mailing.warnings()).isEmpty();
    assertThat(mailing.mail().isSent()).isTrue();
  }

  private Settings production(String variables) throws IOException {
    Files.writeString(folder.resolve("gatehouse.env"), variables);
    return Settings.load(folder, Map.of(), Map.of());
  }

  private Settings backend(Map<String, String> environment) throws IOException {
    return Settings.load(folder, filled("backend", environment), Map.of());
  }

  private static DatabaseServer server(DatabaseSettings settings) {
    return (DatabaseServer) settings.target();
  }

  /// The environment of a service as Compose fills it in.
  private static Map<String, String> filled(String service, Map<String, String> environment)
      throws IOException {
    Map<String, String> filled = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : service(service).get("environment").properties()) {
      filled.put(entry.getKey(), fill(entry.getValue().stringValue(), environment));
    }
    return filled;
  }

  private static String fill(String text, Map<String, String> environment) {
    String filled = text;
    for (Matcher next = INNERMOST.matcher(filled); next.find(); next = INNERMOST.matcher(filled)) {
      String otherwise = next.group(2) == null ? "" : next.group(2);
      String set = environment.getOrDefault(next.group(1), "");
      String value = set.isEmpty() ? otherwise : set;
      filled = filled.substring(0, next.start()) + value + filled.substring(next.end());
    }
    assertThat(filled).doesNotContain("${");
    return filled;
  }

  private static JsonNode compose() throws IOException {
    return new YAMLMapper().readTree(Files.readString(ROOT.resolve("compose.yaml")));
  }

  private static JsonNode service(String name) throws IOException {
    return compose().get("services").get(name);
  }

  private static Set<String> names(JsonNode node) {
    return new TreeSet<>(node.propertyNames());
  }

  private static List<String> mounts(JsonNode service) {
    return strings(service.get("volumes"));
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  /// The steps of the Dockerfile, one a line.
  private static List<String> steps() throws IOException {
    String file = Files.readString(ROOT.resolve("deploy/Dockerfile"));
    return Stream.of(file.replaceAll("\\\\\n *", "").split("\n"))
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private static int lastIndex(List<String> steps, String keyword) {
    return steps.lastIndexOf(
        steps.stream().filter(step -> step.startsWith(keyword)).toList().getLast());
  }
}
