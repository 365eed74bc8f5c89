package dev.gatehouse.app;

import dev.gatehouse.flows.recovery.FirstAdmin;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.onetime.Purpose;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// What only the first start of a server does.
final class FirstStart {
  private FirstStart() {}

  /// Makes the administrator that `ADMIN_EMAIL` names, where nobody has an account yet, and prints
  /// the link that sets the password. It is printed for whoever started the server, and is in no
  /// log.
  static void inviteAdmin(Settings settings, Parts parts) {
    @Nullable EmailAddress email = settings.contracts().adminEmail();
    if (email == null) {
      return;
    }
    new FirstAdmin(
            parts.database(),
            parts.accounts(),
            parts.roles(),
            parts.oneTimeTokens(),
            parts.audit(),
            parts.random())
        .invite(email)
        .ifPresent(token -> print(settings, email, token));
  }

  /// A log of JSON is kept free of other lines.
  private static void print(Settings settings, EmailAddress email, String token) {
    PrintStream out =
        settings.logging().format() == LogSettings.LogFormat.JSON ? System.err : System.out;
    String base = settings.http().publicUrl().toString();
    out.printf(
        "Set the password of the first administrator, %s, within %d hours:%n  %s/reset#token=%s%n"
            + "or: curl %s/api/auth/password/reset -H 'Content-Type: application/json' -d"
            + " '{\"token\": \"<what follows token= above>\", \"new_password\": \"...\"}'%n",
        email.value(), Purpose.FIRST_ADMIN.lifetime().toHours(), base, token, base);
    out.flush();
  }
}
