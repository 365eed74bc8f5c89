package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import dev.gatehouse.identity.directory.Search;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gatehouse users list`.
@Command(name = "list", description = "Lists users, the newest first.")
final class UsersList extends Task {
  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Those whose email or name begins so, in alphabetical order.")
  private @Nullable String text;

  @Option(names = "--role", paramLabel = "ROLE", description = "Those who hold the role.")
  private @Nullable String role;

  @Option(names = "--inactive", description = "Those who may not sign in.")
  private boolean inactive;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many; ${DEFAULT-VALUE} by default.")
  private int limit = 100;

  UsersList(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void check() {
    if (limit < 1) {
      throw new Refusal("--limit must be at least 1.");
    }
  }

  @Override
  void perform(Settings configuration) {
    Search search = new Search(text, inactive ? Boolean.FALSE : null, null, null, role);
    boolean more = new Users(configuration).list(search, limit, entry -> say(UserTask.line(entry)));
    if (more) {
      warn("There are more: use --limit.");
    }
  }
}
