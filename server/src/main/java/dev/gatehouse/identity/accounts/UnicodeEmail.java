package dev.gatehouse.identity.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.UnicodeSet;
import dev.gatehouse.identity.accounts.EmailAddress.Parsed;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The rules of addresses with characters beyond ASCII, RFC 6531, or with A-labels. Loaded with the
/// first such address, since the Unicode tables it needs are large.
final class UnicodeEmail {
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE
              | IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.CHECK_CONTEXTO);

  /// Two hyphens in the third place are found in real names (`r3---sn`), and allowed in ASCII.
  private static final Set<IDNA.Error> TOLERATED = EnumSet.of(IDNA.Error.HYPHEN_3_4);

  /// Highly restrictive as UTS 39 section 5.2 has it: one script, or the usual Chinese, Japanese
  /// and Korean mixtures with Latin.
  private static final SpoofChecker MIXED_SCRIPTS =
      new SpoofChecker.Builder()
          .setChecks(SpoofChecker.RESTRICTION_LEVEL)
          .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
          .setAllowedChars(new UnicodeSet(0, 0x10FFFF))
          .build();

  /// What decoders make of bytes that were no text.
  private static final int REPLACEMENT = 0xFFFD;

  private static final Parsed MIXED =
      new Parsed.Invalid("must not mix alphabets, such as Latin and Cyrillic, in one name");

  private UnicodeEmail() {}

  static Parsed parse(String local, String domain) {
    if (!isReadable(local) || !isReadable(domain) || isTooLong(local)) {
      return Parsed.Invalid.ADDRESS;
    }
    String localKey = Normalizer2.getNFKCCasefoldInstance().normalize(local);
    if (!isLocalPart(local) || !isLocalPart(localKey) || isTooLong(localKey)) {
      return Parsed.Invalid.ADDRESS;
    }
    Optional<String> domainKey = aLabels(domain);
    if (domainKey.isEmpty()) {
      return Parsed.Invalid.ADDRESS;
    }
    String uLabels = uLabels(domainKey.get());
    if (!isReadable(uLabels)) {
      return Parsed.Invalid.ADDRESS;
    }
    if (mixesScripts(localKey) || mixesScriptsInALabel(uLabels)) {
      return MIXED;
    }
    String shown = isAscii(domain) ? domain.toLowerCase(Locale.ROOT) : uLabels;
    return new Parsed.Valid(
        new EmailAddress(local + "@" + shown, localKey + "@" + domainKey.get()));
  }

  /// Whether every character is assigned and can be seen.
  private static boolean isReadable(String text) {
    return text.codePoints().allMatch(UnicodeEmail::isReadable);
  }

  private static boolean isReadable(int c) {
    if (c == REPLACEMENT
        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static boolean isTooLong(String local) {
    return local.getBytes(UTF_8).length > EmailAddress.LONGEST_LOCAL_PART;
  }

  /// A dot-atom whose atext is that of RFC 6531 section 3.3. Asked before and after normalisation,
  /// which makes an @ or a dot of some other characters.
  private static boolean isLocalPart(String text) {
    return !text.isEmpty()
        && !text.startsWith(".")
        && !text.endsWith(".")
        && !text.contains("..")
        && text.codePoints().allMatch(c -> c >= 0x80 || AsciiEmail.isAtextOrDot(c));
  }

  /// The domain in A-labels, or empty when it is none.
  private static Optional<String> aLabels(String domain) {
    StringBuilder ascii = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    UTS46.nameToASCII(domain, ascii, info);
    String name = ascii.toString();
    return TOLERATED.containsAll(info.getErrors())
            && isAscii(name)
            && EmailAddress.isMailDomain(name)
        ? Optional.of(name)
        : Optional.empty();
  }

  private static String uLabels(String aLabels) {
    StringBuilder unicode = new StringBuilder();
    UTS46.nameToUnicode(aLabels, unicode, new IDNA.Info());
    return unicode.toString();
  }

  private static boolean mixesScriptsInALabel(String domain) {
    for (String label : domain.split("\\.", -1)) {
      if (mixesScripts(label)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mixesScripts(String name) {
    return MIXED_SCRIPTS.failsChecks(name);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
