package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse users reset-mfa`.
@Command(
    name = "reset-mfa",
    description = "Switches a user's second factors off and ends every session.")
final class UsersResetMfa extends UserTask {
  UsersResetMfa(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    say(line(new Users(configuration).resetFactors(user())));
  }
}
