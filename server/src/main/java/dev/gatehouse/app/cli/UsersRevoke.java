package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gatehouse users revoke`.
@Command(
    name = "revoke",
    description = "Takes a role from a user. It counts at once, on tokens that they have already.")
final class UsersRevoke extends UserTask {
  @Parameters(index = "1", paramLabel = "ROLE", description = "The name of a role.")
  private String role = "";

  UsersRevoke(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    say(line(new Users(configuration).revoke(user(), role)));
  }
}
