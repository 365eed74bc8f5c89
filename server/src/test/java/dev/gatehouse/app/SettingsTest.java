package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.LogSettings.LogFormat;
import dev.gatehouse.app.LogSettings.LogLevel;
import dev.gatehouse.app.Settings.HashKind;
import dev.gatehouse.app.Settings.PasswordRules;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest extends SettingsFixture {

  @Test
  void an_empty_folder_is_a_working_development_set_up() {
    Settings settings = load();
    assertThat(settings.environment().isProduction()).isFalse();
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(8000);
    assertThat(settings.http().publicUrl()).hasToString("http://localhost:8000");
    assertThat(settings.http().corsOrigins()).containsExactly("http://localhost:3000");
    assertThat(settings.http().previousUrls()).isEmpty();
    assertThat(settings.http().trustedProxies()).isEmpty();
    assertThat(settings.http().tls()).isNull();
    assertThat(settings.migrateOnStart()).isTrue();
    assertThat(settings.passwords())
        .isEqualTo(
            new Settings.Passwords(
                HashKind.BCRYPT,
                12,
                PasswordRules.BY_PATH,
                Runtime.getRuntime().availableProcessors(),
                256));
    assertThat(settings.logging()).isEqualTo(new LogSettings(LogFormat.TEXT, LogLevel.INFO));
    assertThat(settings.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "development, false",
    "Dev, false",
    "test, false",
    "LOCAL, false",
    "production, true",
    "staging, true",
    "prod, true",
    "developmnet, true"
  })
  void any_name_that_is_not_a_developers_is_production(String name, boolean production) {
    production();
    set("APP_ENV", name);
    assertThat(load().environment().isProduction()).isEqualTo(production);
  }

  @Test
  void production_listens_everywhere_and_logs_json() {
    production();
    set("DEBUG", "true");
    Settings settings = load();
    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.logging()).isEqualTo(new LogSettings(LogFormat.JSON, LogLevel.INFO));
    assertThat(settings.warnings()).hasSize(2);
    assertThat(settings.warnings()).anyMatch(warning -> warning.startsWith("DEBUG has no effect"));
    assertThat(settings.warnings()).anyMatch(warning -> warning.startsWith("SMTP_URL is not set"));
  }

  @Test
  void debug_is_a_log_level_in_development_and_gives_way_to_a_named_one() {
    set("DEBUG", "on");
    assertThat(load().logging().level()).isEqualTo(LogLevel.DEBUG);
    set("LOG_LEVEL", "WARNING");
    assertThat(load().logging().level()).isEqualTo(LogLevel.WARN);
  }

  @Test
  void production_needs_a_public_url_of_its_own_over_https() {
    production();
    environment.remove("PUBLIC_URL");
    refusedNaming("PUBLIC_URL is needed in production");
    set("PUBLIC_URL", "http://auth.example.com");
    refusedNaming("PUBLIC_URL must be https in production");
    set("ALLOW_HTTP", "true");
    assertThat(load().http().publicUrl()).hasToString("http://auth.example.com");
    environment.remove("PUBLIC_URL");
    assertThat(load().http().publicUrl()).hasToString("http://localhost:8000");
  }

  @Test
  void addresses_and_lists_are_read_into_their_types() {
    set("PUBLIC_URL", "https://auth.example.com/id/");
    set("PUBLIC_URL_PREVIOUS", "https://old.example.com, http://older.example.com/");
    set("TRUSTED_PROXIES", "10.0.0.0/8, ::1");
    set("CORS_ORIGINS", "[\"https://a.example\", \"https://b.example:8443/\"]");
    Settings.Http http = load().http();
    assertThat(http.publicUrl()).hasToString("https://auth.example.com/id");
    assertThat(http.previousUrls())
        .extracting(Object::toString)
        .containsExactly("https://old.example.com", "http://older.example.com");
    assertThat(http.trustedProxies()).hasSize(2);
    assertThat(http.corsOrigins()).containsExactly("https://a.example", "https://b.example:8443");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "PORT ~ http",
        "PORT ~ 65536",
        "HOST ~ http://localhost",
        "HOST ~ a b",
        "CORS_ORIGINS ~ *",
        "TLS_KEY_FILE ~ a\u0000b",
        "CORS_ORIGINS ~ https://a.example,*",
        "TRUSTED_PROXIES ~ *",
        "PUBLIC_URL ~ https://a.example/?x=1",
        "BCRYPT_ROUNDS ~ 3",
        "BCRYPT_ROUNDS ~ 32",
        "PASSWORD_HASH ~ md5",
        "PASSWORD_POLICY ~ strict",
        "HASH_THREADS ~ 0",
        "JWT_ALGORITHM ~ none",
        "LOG_LEVEL ~ loud",
        "LOG_FORMAT ~ xml",
        "DEBUG ~ maybe",
        "DB_TYPE ~ oracle",
        "DB_PORT ~ 0",
        "DB_SSL ~ perhaps",
        "DB_POOL_SIZE ~ 0",
        "DB_POOL_RECYCLE ~ 5",
        "REVOCATION_MAX_STALE ~ 0",
        "AUTH_MODE ~ basic",
        "AUTH_COOKIES ~ some",
        "REGISTRATION ~ maybe",
        "RATE_LIMIT_DEFAULT ~ 200 a minute",
        "METRICS_PORT ~ 70000",
        "OTEL_EXPORTER_OTLP_ENDPOINT ~ collector",
        "OTEL_EXPORTER_OTLP_PROTOCOL ~ grpc",
        "OTEL_EXPORTER_OTLP_HEADERS ~ authorization",
        "OTEL_TRACES_SAMPLER_ARG ~ 2",
        "AUDIT_RETENTION_DAYS ~ -1",
      })
  void a_bad_value_stops_with_a_sentence_that_begins_with_its_name(String name, String value) {
    set(name, value);
    refusedNaming(name + " (environment) must ");
  }

  @Test
  void lifetimes_are_read_in_their_units() {
    set("ACCESS_TOKEN_EXPIRE_MINUTES", "5");
    set("REFRESH_TOKEN_EXPIRE_DAYS", "14");
    set("SESSION_EXPIRE_MINUTES", "60");
    set("SESSION_MAX_DAYS", "0");
    set("SESSION_HISTORY_DAYS", "1");
    assertThat(load().tokens().lifetimes())
        .isEqualTo(
            new TokenSettings.Lifetimes(
                Duration.ofMinutes(5),
                Duration.ofDays(14),
                null,
                Duration.ofHours(1),
                Duration.ofDays(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "REFRESH_GRACE_SECONDS, 60, REFRESH_RECOVERY_SECONDS, 59",
    "ACCESS_TOKEN_EXPIRE_MINUTES, 1441, REFRESH_TOKEN_EXPIRE_DAYS, 1",
    "SESSION_EXPIRE_MINUTES, 2881, SESSION_MAX_DAYS, 2",
    "REFRESH_TOKEN_EXPIRE_DAYS, 40, SESSION_MAX_DAYS, 30",
  })
  void times_that_contradict_each_other_stop_with_both_names(
      String longer, String time, String shorter, String limit) {
    set("REFRESH_TOKEN_EXPIRE_DAYS", "2");
    set(longer, time);
    set(shorter, limit);
    refusedNaming(longer);
    refusedNaming(shorter);
  }

  @Test
  void a_long_refresh_lifetime_of_an_old_set_up_is_only_warned_about() {
    set("REFRESH_TOKEN_EXPIRE_DAYS", "60");
    assertThat(load().warnings()).singleElement().asString().contains("SESSION_MAX_DAYS");
  }

  @Test
  void roles_that_need_a_second_factor_are_separated_by_commas() {
    assertThat(load().mfa().requiredRoles()).isEmpty();
    set("MFA_REQUIRED_ROLES", "admin, auditor");
    assertThat(load().mfa().requiredRoles()).containsExactlyInAnyOrder("admin", "auditor");
    set("MFA_REQUIRED_ROLES", "none");
    assertThat(load().mfa().requiredRoles()).isEmpty();
    set("MFA_REQUIRED_ROLES", "admin,,auditor");
    refused(
        "MFA_REQUIRED_ROLES (environment) must be names of roles, separated by commas, or none, not"
            + " \"admin,,auditor\".");
  }

  @Test
  void both_tls_files_are_set_or_none() {
    set("TLS_CERT_FILE", "cert.pem");
    refused("TLS_CERT_FILE and TLS_KEY_FILE must be set together.");
    set("TLS_KEY_FILE", "/etc/key.pem");
    Settings settings = load();
    assertThat(settings.http().tls()).isNotNull();
    assertThat(settings.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "BRAND_COLOR ~ teal ~ BRAND_COLOR (environment) must be a colour like #1864ab, not"
            + " \"teal\".",
        "BRAND_LOGO ~ logo.exe ~ BRAND_LOGO must be an .svg, .png, .webp or .jpg file.",
      })
  void the_look_of_the_pages_is_checked_at_the_start(String name, String value, String sentence) {
    set(name, value);
    refused(sentence);
  }

  @Test
  void what_the_server_does_not_do_yet_is_warned_about() {
    String name = "OTEL_METRICS_EXPORTER";
    set(name, "prometheus");
    Settings settings = load();
    assertThat(settings.warnings())
        .containsExactly(name + " has no effect in this version: the server does not do that yet.");
    assertThat(settings.describe()).anyMatch(line -> line.startsWith(name + "="));
    assertThat(settings.describe()).noneMatch(line -> line.contains("hunter2"));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH_MODE, jwt",
    "AUTH_COOKIES, off",
    "CSRF_PROTECTION_ENABLED, true",
    "REGISTRATION, Open",
    "AUDIT_RETENTION_DAYS, 0"
  })
  void a_value_that_asks_for_nothing_more_is_not_warned_about(String name, String value) {
    set(name, value);
    assertThat(load().warnings()).isEmpty();
  }

  @Test
  void the_description_tells_every_source_and_no_secret() throws Exception {
    Files.writeString(
        folder.resolve(".env"), "DB_USER=ada\nDB_PASSWORD='p#w'\nJWT_SECRET_KEY=old\n");
    Files.writeString(
        folder.resolve("gatehouse.env"),
        "DATABASE_URL=postgres://u:hunter2@db/app?sslmode=require");
    set("GATEHOUSE_PORT", "9000");
    Settings settings = Settings.load(folder, environment, Map.of("HOST", "::1"));
    assertThat(settings.describe())
        .contains(
            "APP_ENV=development  # default",
            "HOST=::1  # option",
            "PORT=9000  # environment",
            "DATABASE_URL=postgres://[redacted]@db/app?[redacted]  # gatehouse.env",
            "DB_USERNAME=ada  # .env, not used: DATABASE_URL is set",
            "DB_PASSWORD=[redacted]  # .env, not used: DATABASE_URL is set",
            "SECRET_KEY=[redacted]  # generated, kept in "
                + folder.resolve("data/gatehouse.secret"),
            "JWT_ALGORITHM=HS256  # default",
            "TOKEN_AUDIENCE=  # unset");
    String all = settings + String.join("\n", settings.describe());
    assertThat(all)
        .doesNotContain("hunter2", "p#w", settings.secrets().secretKey().reveal())
        .doesNotContain("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GATEHOUSE_HOME", "GATEHOUSE_JAVA_OPTS"})
  void the_launchers_own_names_are_left_to_it(String name) {
    set(name, "/srv");
    assertThat(load().warnings()).isEmpty();
  }
}
