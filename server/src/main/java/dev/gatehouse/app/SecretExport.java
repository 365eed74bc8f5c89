package dev.gatehouse.app;

import dev.gatehouse.platform.crypto.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The secrets that a backup is worth nothing without, as lines for `gatehouse.env`.
final class SecretExport {
  private SecretExport() {}

  static void write(Settings.Secrets secrets, Path file) {
    NewFile.write(file, empty -> Files.write(empty, lines(secrets)));
  }

  /// Where the running configuration has its secrets from: `SECRET_KEY (environment)`.
  static List<String> sources(Settings settings) {
    List<String> sources = new ArrayList<>();
    for (String line : settings.describe()) {
      int equals = line.indexOf('=');
      int remark = line.lastIndexOf("  # ");
      String name = equals < 0 ? "" : line.substring(0, equals);
      if (isSecret(name) && remark > 0 && !line.endsWith("  # unset")) {
        sources.add(name + " (" + line.substring(remark + 4) + ")");
      }
    }
    return sources;
  }

  private static boolean isSecret(String name) {
    return List.of("SECRET_KEY", "JWT_SECRET_KEY", "SECRET_KEY_PREVIOUS").contains(name);
  }

  private static List<String> lines(Settings.Secrets secrets) {
    List<String> lines = new ArrayList<>();
    lines.add("# What the backup needs to be restored: copy these lines into gatehouse.env.");
    lines.add(line("SECRET_KEY", secrets.secretKey().reveal()));
    Secret jwt = secrets.jwtSecret();
    if (jwt != null) {
      lines.add(line("JWT_SECRET_KEY", jwt.reveal()));
    }
    if (!secrets.previous().isEmpty()) {
      List<String> previous = secrets.previous().stream().map(Secret::reveal).toList();
      lines.add(line("SECRET_KEY_PREVIOUS", String.join(",", previous)));
    }
    return lines;
  }

  /// In single quotes, where nothing but these two characters means anything.
  private static String line(String name, String value) {
    return name + "='" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
