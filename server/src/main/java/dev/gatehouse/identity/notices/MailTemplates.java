package dev.gatehouse.identity.notices;

import dev.gatehouse.platform.mail.Letter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How each mail is worded: `NAME.txt`, whose first line is `Subject: ...`, and `NAME.html`, which
/// stands in the `{{content}}` of `layout.html`. An operator's folder replaces any of the built-in
/// ones.
public final class MailTemplates {
  private static final String LAYOUT = "layout.html";
  private static final String SUBJECT = "Subject: ";
  private static final int LARGEST = 64 * 1024;

  private final Map<Mail, Wording> wordings = new EnumMap<>(Mail.class);
  private final Template head;
  private final Template foot;

  private MailTemplates(@Nullable Path folder) throws IOException {
    String[] layout = read(folder, LAYOUT).split("\\{\\{\\s*content\\s*}}", -1);
    if (layout.length != 2) {
      throw new IllegalArgumentException(LAYOUT + " must say {{content}} once");
    }
    this.head = new Template(layout[0]);
    this.foot = new Template(layout[1]);
    require(LAYOUT, head, Set.of(), Set.of("brand", "home"));
    require(LAYOUT, foot, Set.of(), Set.of("brand", "home"));
    for (Mail mail : Mail.values()) {
      wordings.put(mail, wording(folder, mail));
    }
  }

  /// Reads and checks all of them.
  ///
  /// @param folder an operator's own; null for none
  /// @throws IllegalArgumentException with a sentence about what cannot be used
  public static MailTemplates load(@Nullable Path folder) {
    try {
      if (folder != null) {
        refuseStrangers(folder);
      }
      return new MailTemplates(folder);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
    }
  }

  /// The mail that says `notice`.
  ///
  /// @param values what fills the holes, the link among them
  Letter letter(Mail mail, String to, Map<String, String> values) {
    Wording wording = Objects.requireNonNull(wordings.get(mail));
    return new Letter(
        to,
        wording.subject.fill(values, Template::oneLine),
        wording.text.fill(values, Template::oneLine),
        head.fill(values, Template::html)
            + wording.html.fill(values, Template::html)
            + foot.fill(values, Template::html));
  }

  private static Wording wording(@Nullable Path folder, Mail mail) throws IOException {
    Set<String> known = new HashSet<>(mail.facts());
    known.addAll(List.of("brand", "home"));
    Set<String> needed = new HashSet<>();
    if (mail.page() != null) {
      known.add("link");
      needed.add("link");
    }
    String textName = mail.template() + ".txt";
    String htmlName = mail.template() + ".html";
    String text = read(folder, textName).replace("\r\n", "\n");
    int end = text.indexOf('\n');
    if (!text.startsWith(SUBJECT) || end < 0) {
      throw new IllegalArgumentException(textName + " must begin with a line `Subject: ...`");
    }
    Template subject = new Template(text.substring(SUBJECT.length(), end).strip());
    Template body = new Template(text.substring(end).stripLeading());
    Template html = new Template(read(folder, htmlName));
    require(textName, subject, Set.of(), Set.of("brand"));
    require(textName, body, needed, known);
    require(htmlName, html, needed, known);
    return new Wording(subject, body, html);
  }

  private static void require(
      String name, Template template, Set<String> needed, Set<String> known) {
    for (String hole : template.holes()) {
      if (!known.contains(hole)) {
        throw new IllegalArgumentException(
            name + " asks for {{" + hole + "}}, which it does not have");
      }
    }
    for (String hole : needed) {
      if (!template.holes().contains(hole)) {
        throw new IllegalArgumentException(name + " must say {{" + hole + "}}");
      }
    }
  }

  /// A misspelt name would leave the built-in wording in use, silently.
  private static void refuseStrangers(Path folder) throws IOException {
    Set<String> names = new HashSet<>(Set.of(LAYOUT));
    Stream.of(Mail.values())
        .forEach(
            mail -> names.addAll(List.of(mail.template() + ".txt", mail.template() + ".html")));
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".txt") || name.endsWith(".html"))
          .filter(name -> !names.contains(name))
          .findFirst()
          .ifPresent(name -> {
            throw new IllegalArgumentException(name + " is not the name of a mail template");
          });
    }
  }

  private static String read(@Nullable Path folder, String name) throws IOException {
    if (folder != null && Files.exists(folder.resolve(name))) {
      Path file = folder.resolve(name);
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException(name + " is larger than 64 KiB");
      }
      return Files.readString(file);
    }
    try (InputStream in = MailTemplates.class.getResourceAsStream("/mail/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Wording(Template subject, Template text, Template html) {}
}
