package dev.gatehouse.identity.accounts;

import java.util.Locale;

/// An email address, `local@domain`, in the dot-atom form of RFC 5322 with the Unicode of RFC 6531.
/// Quoted local parts, comments and address literals are refused.
///
/// Two spellings of one mailbox have the same key: it is NFKC and case-folded before the @, and of
/// A-labels after it (UTS 46, non-transitional). Dots and +tags are kept, since only the mailbox's
/// own server knows what they mean.
///
/// @param value as typed, the domain in lower case: where mail is sent to
/// @param key ASCII after the @; unique in the database
public record EmailAddress(String value, String key) {
  /// RFC 5321 section 4.5.3.1.3, without the angle brackets; in characters.
  static final int LONGEST_ADDRESS = 254;

  /// RFC 5321 section 4.5.3.1.1; in bytes.
  static final int LONGEST_LOCAL_PART = 64;

  private static final String LOCALHOST = "localhost";

  /// Reads an address as a person typed it. Nothing is trimmed.
  public static Parsed parse(String text) {
    if (text.codePointCount(0, text.length()) > LONGEST_ADDRESS) {
      return new Parsed.Invalid("must be at most " + LONGEST_ADDRESS + " characters");
    }
    int at = text.lastIndexOf('@');
    if (at < 1) {
      return Parsed.Invalid.ADDRESS;
    }
    String local = text.substring(0, at);
    String domain = text.substring(at + 1);
    Parsed parsed =
        AsciiEmail.isPlain(text)
            ? ascii(local, domain.toLowerCase(Locale.ROOT))
            : UnicodeEmail.parse(local, domain);
    return parsed instanceof Parsed.Valid(EmailAddress address)
            && address.key().length() > LONGEST_ADDRESS
        ? new Parsed.Invalid("must be at most " + LONGEST_ADDRESS + " characters")
        : parsed;
  }

  /// Reads what names an administrator on the command line or at sign-in: an address, or a bare
  /// name, which stands for `name@localhost`.
  public static Parsed ofAdminName(String text) {
    return parse(text.indexOf('@') < 0 ? text + "@" + LOCALHOST : text);
  }

  /// Whether it is `name@localhost`, as only operators may make accounts.
  public boolean isAtLocalhost() {
    return key.endsWith("@" + LOCALHOST);
  }

  /// The part after the @, in lower case and as A-labels.
  public String domain() {
    return key.substring(key.lastIndexOf('@') + 1);
  }

  /// Where mail goes to: as typed before the @, and as A-labels after it.
  public String mailbox() {
    return value.substring(0, value.lastIndexOf('@')) + "@" + domain();
  }

  private static Parsed ascii(String local, String domain) {
    if (!AsciiEmail.isLocalPart(local) || !isMailDomain(domain)) {
      return Parsed.Invalid.ADDRESS;
    }
    return new Parsed.Valid(
        new EmailAddress(local + "@" + domain, local.toLowerCase(Locale.ROOT) + "@" + domain));
  }

  /// Whether an ASCII domain in lower case can be that of an address here.
  static boolean isMailDomain(String domain) {
    return domain.equals(LOCALHOST) || AsciiEmail.isDomain(domain);
  }

  /// What came of reading an address.
  public sealed interface Parsed {
    record Valid(EmailAddress address) implements Parsed {}

    /// The text is no address that is taken here.
    ///
    /// @param detail a sentence whose subject is the address: `is not a valid email address`
    record Invalid(String detail) implements Parsed {
      static final Invalid ADDRESS = new Invalid("is not a valid email address");
    }
  }
}
