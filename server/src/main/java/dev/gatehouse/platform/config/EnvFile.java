package dev.gatehouse.platform.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of an env file, read as python-dotenv reads it, because the backends that Gatehouse
/// replaces share their `.env` with it.
///
/// A `#` begins a comment only at the start of a line or after a space, so that a password may hold
/// one. Text in double quotes knows `\n`, `\t`, `\"` and the like; text in single quotes is taken
/// as it stands but for `\'` and `\\`. Quoted text may run over several lines. `export` in front, a
/// byte order mark and Windows line ends change nothing.
///
/// dotenv-java was tried and not taken: it cuts `PASSWORD=abc#def` to `abc` without a word, keeps
/// single quotes as part of the value, and refuses `export` and a byte order mark.
final class EnvFile {
  private static final Pattern NOTHING = Pattern.compile("[ \\t]*+(?:#[^\\n]*+)?(?:\\n|\\z)");
  private static final Pattern NAME =
      Pattern.compile("[ \\t]*+(?:export[ \\t]++)?([A-Za-z_][\\w.-]*+)[ \\t]*+=");
  private static final Pattern QUOTED =
      Pattern.compile(
          "[ \\t]*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|'((?:[^'\\\\]|\\\\.)*+)')", Pattern.DOTALL);
  private static final Pattern OPEN_QUOTE = Pattern.compile("[ \\t]*+[\"']");
  private static final Pattern REST = Pattern.compile("([^\\n]*+)\\n?");
  private static final Pattern COMMENT = Pattern.compile("[ \\t]+#.*");
  private static final Pattern DOUBLE_ESCAPE = Pattern.compile("\\\\([\\\\'\"abfnrtv])");
  private static final Pattern SINGLE_ESCAPE = Pattern.compile("\\\\([\\\\'])");
  private static final Map<String, String> CONTROL =
      Map.of("a", "\007", "b", "\b", "f", "\f", "n", "\n", "r", "\r", "t", "\t", "v", "\013");

  private final Matcher matcher;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final String text;
  private int at;

  /// One `NAME=value`. `literal` says that it stood in single quotes.
  record Entry(String name, String value, int line, boolean literal) {}

  /// A line that is no entry, and why.
  record Fault(int line, String why) {}

  /// What a file holds.
  record Content(List<Entry> entries, List<Fault> faults) {}

  private EnvFile(String text) {
    this.text = text;
    this.matcher = NOTHING.matcher(text);
  }

  static Content parse(String raw) {
    String text = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
    EnvFile file = new EnvFile(text.replace("\r\n", "\n").replace('\r', '\n'));
    while (file.at < file.text.length()) {
      file.line();
    }
    return new Content(List.copyOf(file.entries), List.copyOf(file.faults));
  }

  private void line() {
    if (take(NOTHING)) {
      return;
    }
    int line = lineNumber();
    if (!take(NAME)) {
      take(REST);
      faults.add(new Fault(line, "is not NAME=value"));
      return;
    }
    String name = matcher.group(1);
    if (take(QUOTED)) {
      quoted(name, line);
    } else if (looksAt(OPEN_QUOTE)) {
      take(REST);
      faults.add(new Fault(line, "opens a quote that is never closed"));
    } else {
      take(REST);
      String value = COMMENT.matcher(matcher.group(1)).replaceFirst("").strip();
      entries.add(new Entry(name, value, line, false));
    }
  }

  private void quoted(String name, int line) {
    String inDouble = matcher.group(1);
    String inSingle = matcher.group(2);
    if (!take(NOTHING)) {
      take(REST);
      faults.add(new Fault(line, "has text after its closing quote"));
    } else if (inDouble != null) {
      entries.add(new Entry(name, unescape(DOUBLE_ESCAPE, inDouble), line, false));
    } else {
      entries.add(new Entry(name, unescape(SINGLE_ESCAPE, inSingle), line, true));
    }
  }

  private static String unescape(Pattern escape, String value) {
    return escape.matcher(value).replaceAll(EnvFile::meaning);
  }

  private static String meaning(MatchResult escape) {
    String letter = escape.group(1);
    return Matcher.quoteReplacement(CONTROL.getOrDefault(letter, letter));
  }

  private boolean looksAt(Pattern pattern) {
    return matcher.usePattern(pattern).region(at, text.length()).lookingAt();
  }

  private boolean take(Pattern pattern) {
    boolean found = looksAt(pattern);
    if (found) {
      at = matcher.end();
    }
    return found;
  }

  private int lineNumber() {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
