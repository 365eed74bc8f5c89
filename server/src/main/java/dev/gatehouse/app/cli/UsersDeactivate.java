package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse users deactivate`.
@Command(name = "deactivate", description = "Keeps a user from signing in, and ends every session.")
final class UsersDeactivate extends UserTask {
  UsersDeactivate(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    say(line(new Users(configuration).deactivate(user())));
  }
}
