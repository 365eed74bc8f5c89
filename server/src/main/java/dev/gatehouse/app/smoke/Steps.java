package dev.gatehouse.app.smoke;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes the steps of a journey one by one and prints what came of each.
public final class Steps {
  private static final int LONGEST_DETAIL = 200;
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// What stands in for an answer that never came.
  private static final Answer NONE =
      new Answer(0, HttpHeaders.of(Map.of(), (_, _) -> true), Optional.empty());

  private final PrintWriter out;
  private final Set<String> secrets = new LinkedHashSet<>();
  private int passed;
  private int failed;

  public Steps(PrintWriter out) {
    this.out = out;
  }

  public int passed() {
    return passed;
  }

  public int failed() {
    return failed;
  }

  /// Never prints `secret`, even if the server sends it back.
  void conceal(String secret) {
    if (!secret.isEmpty()) {
      secrets.add(secret);
    }
  }

  /// Makes a call whose answer has to have this status and to pass these checks. An error has to be
  /// a problem document besides.
  Answer step(String name, int status, Call call, Check... checks) {
    try {
      Answer answer = call.make();
      report(name, answer.status() + "", faults(answer, status, checks));
      return answer;
    } catch (IOException e) {
      report(name, "", List.of("no answer came (" + reason(e) + ")"));
      return NONE;
    }
  }

  /// Like [#step], but the status may come late: asks again until it comes or `within` is over.
  Answer eventually(String name, Duration within, int status, Call call, Check... checks) {
    long begun = System.nanoTime();
    return step(
        name,
        status,
        () -> {
          Answer answer = call.make();
          while (answer.status() != status && System.nanoTime() - begun < within.toNanos()) {
            pause();
            answer = call.make();
          }
          return answer;
        },
        checks);
  }

  /// Notes something that was found out without another call.
  void note(String name, Optional<String> fault) {
    report(name, "", fault.stream().toList());
  }

  /// Says that the rest was not tried.
  void giveUp() {
    out.println("      The other steps need the one that failed, and were not tried.");
    out.flush();
  }

  private void report(String name, String status, List<String> faults) {
    if (faults.isEmpty()) {
      passed++;
      out.println(("ok    " + name + " " + status).stripTrailing());
    } else {
      failed++;
      out.println(concealed("FAIL  " + name + ": " + String.join("; ", faults)));
    }
    out.flush();
  }

  private static List<String> faults(Answer answer, int status, Check... checks) {
    List<String> faults = new ArrayList<>();
    if (answer.status() != status) {
      faults.add("expected %d, got %s".formatted(status, shown(answer)));
      return faults;
    }
    Check.problem(answer).ifPresent(faults::add);
    for (Check check : checks) {
      check.fault(answer).ifPresent(fault -> faults.add(fault + ", got " + shown(answer)));
    }
    return faults;
  }

  /// The status, and what the server says about it.
  private static String shown(Answer answer) {
    String detail = answer.text("detail").replaceAll("\\p{Cntrl}", "?");
    String some = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    return some.isEmpty() ? answer.status() + "" : answer.status() + " \"" + some + "\"";
  }

  private String concealed(String line) {
    String result = line;
    for (String secret : secrets) {
      result = result.replace(secret, "[redacted]");
    }
    return result;
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// One call to the server.
  @FunctionalInterface
  interface Call {
    Answer make() throws IOException;
  }
}
