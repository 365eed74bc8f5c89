package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `gatehouse users activate`.
@Command(name = "activate", description = "Lets a user sign in again.")
final class UsersActivate extends UserTask {
  UsersActivate(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    say(line(new Users(configuration).activate(user())));
  }
}
