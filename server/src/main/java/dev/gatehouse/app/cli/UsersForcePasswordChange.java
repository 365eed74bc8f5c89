package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse users force-password-change`.
@Command(
    name = "force-password-change",
    description = "Has a user choose another password at the next sign-in, and ends every session.")
final class UsersForcePasswordChange extends UserTask {
  UsersForcePasswordChange(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    say(line(new Users(configuration).forcePasswordChange(user())));
  }
}
