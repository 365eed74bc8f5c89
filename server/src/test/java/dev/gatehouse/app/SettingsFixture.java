package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.config.ConfigException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// Settings from a folder of their own and an environment that a test fills.
abstract class SettingsFixture {
  static final String GOOD_SECRET = "Zm9vYmFyIGlzIG5vdCBhIHNlY3JldCwgYnV0IGxvbmc";

  @TempDir Path folder;
  final Map<String, String> environment = new HashMap<>();

  final Settings load() {
    return Settings.load(folder, environment, Map.of());
  }

  /// What a production server cannot do without.
  final void production() {
    environment.put("APP_ENV", "production");
    environment.put("SECRET_KEY", GOOD_SECRET);
    environment.put("PUBLIC_URL", "https://auth.example.com");
  }

  final void set(String name, String value) {
    environment.put(name, value);
  }

  final void refused(String sentence) {
    assertThatExceptionOfType(ConfigException.class).isThrownBy(this::load).withMessage(sentence);
  }

  final void refusedNaming(String part) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(this::load)
        .withMessageContaining(part);
  }
}
