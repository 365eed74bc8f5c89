package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import dev.gatehouse.platform.crypto.Secret;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatehouse users set-password`.
@Command(name = "set-password", description = "Sets a user's password, and ends every session.")
final class UsersSetPassword extends UserTask {
  private final Shell shell;

  @Mixin private PasswordSource password = new PasswordSource();

  UsersSetPassword(Shell shell, Supplier<Settings> settings) {
    super(settings);
    this.shell = shell;
  }

  @Override
  void check() {
    password.check();
    if (password.isExposed()) {
      warn("Warning: --password can be read in the process list; --password-stdin can not.");
    }
  }

  @Override
  void perform(Settings configuration) {
    Users users = new Users(configuration);
    users.show(user());
    Secret secret = password.read(shell.keyboard());
    say(line(users.setPassword(user(), secret)));
  }
}
