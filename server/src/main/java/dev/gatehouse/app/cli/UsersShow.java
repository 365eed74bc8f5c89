package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import dev.gatehouse.identity.directory.Entry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// `gatehouse users show`.
@Command(name = "show", description = "Tells what is known of a user.")
final class UsersShow extends UserTask {
  UsersShow(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    Entry entry = new Users(configuration).show(user());
    tell("id", entry.id());
    tell("email", entry.email());
    tell("name", entry.name());
    tell("active", entry.state().active() ? "yes" : "no");
    tell("verified", entry.state().verified() ? "yes" : "no");
    tell("second factor", entry.state().mfa() ? "yes" : "no");
    tell("roles", String.join(", ", entry.roles()));
    tell("legacy id", entry.legacyId());
    tell("created", entry.times().createdAt());
    tell("last sign-in", entry.times().lastLogin());
    tell("metadata", entry.metadata());
  }

  private void tell(String what, @Nullable Object value) {
    say("%-14s %s".formatted(what, value == null ? "-" : value));
  }
}
