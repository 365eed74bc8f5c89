package dev.gatehouse.identity.accounts;

/// The rules of addresses in ASCII. They load nothing, and nearly all addresses need no more.
final class AsciiEmail {
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_DOMAIN = 253;

  /// RFC 5322 section 3.2.3, beside letters and digits.
  private static final String ATEXT_SYMBOLS = "!#$%&'*+-/=?^_`{|}~";

  private AsciiEmail() {}

  /// Whether the rules here are enough: all ASCII, and no label in Punycode.
  static boolean isPlain(String address) {
    return address.chars().allMatch(c -> c < 0x80) && !hasALabel(address);
  }

  /// A dot-atom of at most 64 characters.
  static boolean isLocalPart(String text) {
    return text.length() <= EmailAddress.LONGEST_LOCAL_PART
        && hasNoEmptyPart(text)
        && text.chars().allMatch(AsciiEmail::isAtextOrDot);
  }

  static boolean isAtextOrDot(int c) {
    return isLetterOrDigit(c) || c == '.' || ATEXT_SYMBOLS.indexOf(c) >= 0;
  }

  /// A host name in lower case of two labels or more, the last one not a number: RFC 1123 section
  /// 2.1, RFC 3696 section 2.
  static boolean isDomain(String text) {
    if (text.length() > LONGEST_DOMAIN || !hasNoEmptyPart(text) || text.indexOf('.') < 0) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!isLabel(label)) {
        return false;
      }
    }
    String last = text.substring(text.lastIndexOf('.') + 1);
    return !last.chars().allMatch(AsciiEmail::isDigit);
  }

  private static boolean isLabel(String label) {
    return label.length() <= LONGEST_LABEL
        && !label.startsWith("-")
        && !label.endsWith("-")
        && label.chars().allMatch(c -> isLowerCase(c) || isDigit(c) || c == '-');
  }

  private static boolean hasNoEmptyPart(String text) {
    return !text.isEmpty() && !text.startsWith(".") && !text.endsWith(".") && !text.contains("..");
  }

  /// Whether a label of the domain begins with `xn--`, in any case.
  private static boolean hasALabel(String address) {
    for (int at = address.lastIndexOf('@'); at >= 0; at = address.indexOf('.', at + 1)) {
      if (address.regionMatches(true, at + 1, "xn--", 0, 4)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetterOrDigit(int c) {
    return isLowerCase(c) || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isLowerCase(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
