package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Conversation;
import dev.gatehouse.bench.load.Measured;
import dev.gatehouse.bench.load.Requests;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Holds our load generator against `wrk`, where that is installed.
public final class Generator {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  private final Lab lab;
  private final Installation installation;

  public Generator(Lab lab, Installation installation) {
    this.lab = lab;
    this.installation = installation;
  }

  public void againstWrk() {
    if (!isInstalled()) {
      lab.report().figure("the load generator against wrk", "", "no wrk here", "");
      return;
    }
    List<Conversation> health =
        Collections.nCopies(Recognition.CONNECTIONS, Requests.get("/health", ""));
    try (ServerProcess server = installation.start()) {
      lab.warmUp(server, health);
      Rounds<Measured, Double> rounds =
          Rounds.interleaved(lab.rounds(), () -> lab.round(server, health), () -> wrk(server));
      Figures ours = rounds.left(Measured::rate);
      Figures theirs = rounds.right(rate -> rate);
      lab.report()
          .figure(
              "/health rate as our generator measures it against wrk",
              installation.database().name(),
              Figures.ratios(ours, theirs).percent(),
              String.format(
                  Locale.ROOT,
                  "wrk %s/s; ours uses %.1f us of processor a request, the server %.1f us",
                  theirs.whole(),
                  rounds.left(Measured::clientMicrosEach).median(),
                  rounds.left(Measured::serverMicrosEach).median()));
    }
  }

  private double wrk(ServerProcess server) {
    server.emptyLog();
    try {
      Process wrk =
          new ProcessBuilder(
                  "wrk",
                  "-t1",
                  "-c" + Recognition.CONNECTIONS,
                  "-d" + lab.round().toSeconds() + "s",
                  "http://127.0.0.1:" + server.port() + "/health")
              .redirectErrorStream(true)
              .start();
      String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher rate = RATE.matcher(output);
      if (!rate.find()) {
        throw new IllegalStateException("wrk said: " + output);
      }
      return Double.parseDouble(rate.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isInstalled() {
    try {
      Process process = new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start();
      try (Scanner output = new Scanner(process.getInputStream(), StandardCharsets.UTF_8)) {
        return output.hasNextLine() && output.nextLine().startsWith("wrk");
      }
    } catch (IOException e) {
      return false;
    }
  }
}
