package dev.gatehouse.app.cli;

import dev.gatehouse.app.Administrators;
import dev.gatehouse.app.Settings;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gatehouse db create-admin`.
@Command(
    name = "create-admin",
    description =
        "Makes an administrator, also while the server runs. Asks for the password twice, without"
            + " showing it, unless an option brings it.")
final class DbCreateAdmin extends Task {
  private final Shell shell;

  @Option(
      names = {"--username", "--email"},
      paramLabel = "NAME",
      description =
          "An email address, or a bare name, which is stored as NAME@localhost and signs in as"
              + " NAME.")
  private @Nullable String name;

  @Mixin private PasswordSource password = new PasswordSource();

  @Option(
      names = "--allow-weak-password",
      description = "Takes a password that the policy refuses; not in production.")
  private boolean allowWeak;

  DbCreateAdmin(Shell shell, Supplier<Settings> settings) {
    super(settings);
    this.shell = shell;
  }

  @Override
  void check() {
    password.check();
    Administrators.address(name());
    if (password.isExposed()) {
      warn("Warning: --password can be read in the process list; --password-stdin can not.");
    }
  }

  @Override
  void perform(Settings configuration) {
    EmailAddress email = Administrators.address(name());
    Account made =
        new Administrators(configuration).create(email, password.read(shell.keyboard()), allowWeak);
    say(
        "Made the administrator %s (%s); sign in as %s."
            .formatted(made.email(), made.id(), name()));
  }

  private String name() {
    if (name == null) {
      throw new Refusal("Say who it is with --username.");
    }
    return name;
  }
}
