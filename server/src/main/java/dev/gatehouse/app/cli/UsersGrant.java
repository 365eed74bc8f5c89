package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gatehouse users grant`.
@Command(
    name = "grant",
    description = "Gives a user a role. It counts at once, on tokens that they have already.")
final class UsersGrant extends UserTask {
  @Parameters(index = "1", paramLabel = "ROLE", description = "The name of a role.")
  private String role = "";

  UsersGrant(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    say(line(new Users(configuration).grant(user(), role)));
  }
}
