import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Makes the filter of common passwords from a JSON array of them: see docs/common-passwords.md.
///
/// java tools/CommonPasswords.java passwords.json common-passwords.bin
class CommonPasswords {
  static final int SHORTEST = 8;
  static final int HASH_BYTES = 5;
  static final List<String> ALLOWED =
      List.of("Test1234", "TestPass123", "securepass123", "securepassword123");

  public static void main(String[] files) throws Exception {
    String json = Files.readString(Path.of(files[0]));
    if (json.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("the list holds escapes, which are not read here");
    }
    List<String> words = new ArrayList<>();
    Matcher string = Pattern.compile("\"([^\"]*)\"").matcher(json);
    while (string.find()) {
      words.add(string.group(1));
      words.add(string.group(1).substring(0, 1).toUpperCase() + string.group(1).substring(1));
    }
    TreeSet<String> hashes = new TreeSet<>();
    for (String word : words) {
      if (word.codePointCount(0, word.length()) >= SHORTEST && !ALLOWED.contains(word)) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(word.getBytes(UTF_8));
        hashes.add(HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES)));
      }
    }
    Files.write(Path.of(files[1]), HexFormat.of().parseHex(String.join("", hashes)));
    System.out.println(hashes.size() + " passwords");
  }
}
