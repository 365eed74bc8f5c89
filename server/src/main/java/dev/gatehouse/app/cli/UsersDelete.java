package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gatehouse users delete`.
@Command(
    name = "delete",
    description = "Deletes a user and all that is theirs. The audit keeps the bare id.")
final class UsersDelete extends UserTask {
  @Option(names = "--yes", description = "Really.")
  private boolean yes;

  UsersDelete(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void check() {
    if (!yes) {
      throw new Refusal(
          "Nothing was deleted: say --yes to delete the user and all that is theirs.");
    }
  }

  @Override
  void perform(Settings configuration) {
    say("Deleted " + line(new Users(configuration).delete(user())));
  }
}
