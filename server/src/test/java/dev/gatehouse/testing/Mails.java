package dev.gatehouse.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The mails of a server without a mail server, as a developer sees them.
public final class Mails {
  private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]+)");

  private final Api api;

  public Mails(Api api) {
    this.api = api;
  }

  /// All mails to `address`, the newest first.
  public List<Mail> to(String address) {
    List<Mail> mails = new ArrayList<>();
    for (JsonNode item : api.get("/dev/mailbox").expect(200).json()) {
      if (item.get("to").stringValue().equals(address)) {
        mails.add(
            new Mail(
                item.get("subject").stringValue(),
                item.get("text").stringValue(),
                item.get("html").stringValue()));
      }
    }
    return mails;
  }

  /// The newest mail to `address` whose subject says `word`, once there are `count` of those.
  public Mail await(String address, String word, int count) {
    Eventually.holds(
        count + " mails to " + address + " say " + word,
        () -> about(address, word).size() >= count);
    return about(address, word).getFirst();
  }

  /// The first mail to `address` whose subject says `word`.
  public Mail await(String address, String word) {
    return await(address, word, 1);
  }

  public List<Mail> about(String address, String word) {
    return to(address).stream().filter(mail -> mail.subject.contains(word)).toList();
  }

  /// One mail.
  public record Mail(String subject, String text, String html) {
    /// The token of its link.
    public String token() {
      Matcher matcher = TOKEN.matcher(text);
      if (!matcher.find()) {
        throw new AssertionError("there is no link in: " + text);
      }
      return matcher.group(1);
    }
  }
}
