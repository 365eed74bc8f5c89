package dev.gatehouse.app.cli;

import dev.gatehouse.app.Records;
import dev.gatehouse.app.Settings;
import dev.gatehouse.flows.administration.Why;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.identity.sessions.SessionRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gatehouse why`.
@Command(
    name = "why",
    description =
        "Tells why a session ended or a request was refused, as far as it was written down.")
final class WhyCommand extends Task {
  @Parameters(
      paramLabel = "ID",
      description = "The id of a session, or of a request (X-Request-Id of its answer).")
  private String id = "";

  WhyCommand(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    Why.Answer answer =
        new Records(configuration)
            .why(id)
            .orElseThrow(
                () -> new Refusal("Nothing is recorded about a session or request of this id."));
    if (answer.session() != null) {
      tell(answer.session());
    }
    if (answer.refusal() != null) {
      tell(answer.refusal());
    }
    answer.events().reversed().forEach(event -> say(line(event)));
  }

  private void tell(SessionRecord session) {
    say("Session %s of the user %s".formatted(session.id(), session.user()));
    say("  began      %s, by %s".formatted(time(session.use().createdAt()), session.methods()));
    say(
        "  from       %s, %s"
            .formatted(printable(session.address()), printable(session.userAgent())));
    say("  last used  " + time(session.use().lastUsedAt()));
    SessionRecord.End end = session.ended();
    say(
        end == null
            ? "  lives until " + time(session.use().expiresAt()) + " at the latest"
            : "  ended      %s: %s".formatted(time(end.at()), printable(end.reason())));
  }

  private void tell(RefusedCredential refusal) {
    say(
        "%s  the credential was refused, %s: %s"
            .formatted(time(refusal.at()), refusal.reason().code(), refusal.reason().sentence()));
    if (refusal.subject() != null) {
      say("  it was of   " + printable(refusal.subject()));
    }
  }

  private static String line(RecordedEvent recorded) {
    AuditEvent event = recorded.event();
    StringBuilder line = new StringBuilder();
    line.append(recorded.unreadable().contains("at") ? "at no time" : time(recorded.at()));
    line.append("  ").append(printable(event.action())).append(' ');
    line.append(
        recorded.unreadable().contains("result")
            ? "-"
            : event.result().name().toLowerCase(Locale.ROOT));
    append(line, ": ", event.reason());
    append(line, ", ", event.detail());
    append(line, ", target ", event.target());
    append(line, ", by ", event.actor());
    append(line, ", from ", recorded.address());
    append(line, ", request ", recorded.requestId());
    append(line, ", API key ", recorded.apiKey());
    if (!recorded.isWhole()) {
      line.append("; SOMEBODY CHANGED THIS RECORD, see gatehouse audit verify: unreadable is ");
      line.append(String.join(", ", recorded.unreadable()));
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String joint, @Nullable String text) {
    if (text != null) {
      line.append(joint).append(printable(text));
    }
  }

  /// What clients sent may hold anything.
  private static String printable(@Nullable String text) {
    return text == null || text.isEmpty() ? "-" : text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
