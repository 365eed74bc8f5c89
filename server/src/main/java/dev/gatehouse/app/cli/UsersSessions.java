package dev.gatehouse.app.cli;

import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Users;
import dev.gatehouse.identity.sessions.SessionRecord;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gatehouse users sessions`.
@Command(name = "sessions", description = "Lists a user's live sessions, or ends them.")
final class UsersSessions extends UserTask {
  @Option(names = "--end", description = "Ends them all.")
  private boolean end;

  UsersSessions(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    Users users = new Users(configuration);
    if (end) {
      say("Ended %d sessions.".formatted(users.endSessions(user())));
    } else {
      users.sessions(user()).forEach(session -> say(line(session)));
    }
  }

  private static String line(SessionRecord session) {
    String agent = session.userAgent() == null ? "" : session.userAgent();
    return "%s  %s  until %s  %s  %s"
        .formatted(
            session.id(),
            session.tokenPrefix(),
            session.use().expiresAt().truncatedTo(ChronoUnit.SECONDS),
            session.address() == null ? "-" : session.address(),
            agent.replaceAll("\\p{Cntrl}", "?"));
  }
}
