package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.measures.Finding.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// All findings of a run, told as they come and written down after each.
public final class Report {
  private final Path folder;
  private final PrintStream out;
  private final Map<String, String> circumstances = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /// An empty report.
  ///
  /// @param folder where `results.md` and `results.json` go
  public Report(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /// Notes what the run ran on.
  public void circumstance(String name, String value) {
    circumstances.put(name, value);
  }

  void goal(String what, String on, String goal, String measured, boolean met, String beside) {
    add(new Finding(what, on, goal, measured, Verdict.of(met), beside));
  }

  void figure(String what, String on, String measured, String beside) {
    add(new Finding(what, on, "", measured, Verdict.NO_GOAL, beside));
  }

  /// Tells that a measure came to nothing, and why; the run goes on with the next.
  public void failed(String what, String on, Exception why) {
    add(new Finding(what, on, "", "failed: " + why.getMessage(), Verdict.MISSED, ""));
  }

  /// Whether every goal was met.
  public boolean allMet() {
    return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.MISSED);
  }

  /// The table, as `results.md` holds it.
  public String markdown() {
    StringBuilder text = new StringBuilder();
    circumstances.forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
    text.append(
        "%n| what | on | goal | measured (spread of the rounds) | | beside |%n".formatted());
    text.append("| --- | --- | --- | --- | --- | --- |%n".formatted());
    findings.forEach(finding -> text.append(line(finding)));
    return text.toString();
  }

  private void add(Finding finding) {
    findings.add(finding);
    out.print(line(finding));
    try {
      Files.writeString(folder.resolve("results.md"), markdown());
      JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.write(
          folder.resolve("results.json"), json.writeValueAsBytes(new Run(circumstances, findings)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Finding finding) {
    String verdict =
        switch (finding.verdict()) {
          case MET -> "met";
          case MISSED -> "**missed**";
          case NO_GOAL -> "";
        };
    return "| %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            finding.what(),
            finding.on(),
            finding.goal(),
            finding.measured(),
            verdict,
            finding.beside());
  }

  record Run(Map<String, String> circumstances, List<Finding> findings) {}
}
