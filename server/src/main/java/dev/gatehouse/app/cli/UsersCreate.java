package dev.gatehouse.app.cli;

import dev.gatehouse.app.Administrators;
import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatehouse users create`.
@Command(name = "create", description = "Makes a user.")
final class UsersCreate extends Task {
  private final Shell shell;

  @Parameters(paramLabel = "EMAIL", description = "The address, or an administrator's bare name.")
  private String email = "";

  @Option(names = "--name", paramLabel = "NAME", description = "What to call them.")
  private @Nullable String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "A role to hold; may be given again. Otherwise user.")
  private List<String> roles = new ArrayList<>();

  @Option(names = "--verified", description = "Their email needs no proof.")
  private boolean verified;

  @Option(names = "--no-password", description = "They can't sign in by password.")
  private boolean noPassword;

  @Mixin private PasswordSource password = new PasswordSource();

  UsersCreate(Shell shell, Supplier<Settings> settings) {
    super(settings);
    this.shell = shell;
  }

  @Override
  void check() {
    password.check();
    Administrators.address(email);
    if (password.isExposed()) {
      warn("Warning: --password can be read in the process list; --password-stdin can not.");
    }
  }

  @Override
  void perform(Settings configuration) {
    var secret = noPassword ? null : password.read(shell.keyboard());
    say(UserTask.line(new Users(configuration).create(email, name, secret, roles, verified)));
  }
}
