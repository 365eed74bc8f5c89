package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.identity.directory.Entry;
import java.util.function.Supplier;
import picocli.CommandLine.Parameters;

/// A command about one user.
abstract class UserTask extends Task {
  @Parameters(
      index = "0",
      paramLabel = "USER",
      description = "An email address, an id, or an administrator's bare name.")
  private String user = "";

  UserTask(Supplier<Settings> settings) {
    super(settings);
  }

  final String user() {
    return user;
  }

  /// On one line.
  static String line(Entry entry) {
    return "%s  %-8s  %s  %s"
        .formatted(
            entry.id(),
            entry.state().active() ? "active" : "inactive",
            entry.email(),
            String.join(",", entry.roles()));
  }
}
