package dev.gatehouse.identity.passwords;

import static dev.gatehouse.identity.passwords.HashSettings.Algorithm.ARGON2ID;
import static dev.gatehouse.identity.passwords.HashSettings.Algorithm.BCRYPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.crypto.Secret;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

  @ParameterizedTest
  @ValueSource(strings = {"Test1234", "TestPass123", "Ünïcöde1", "ПарольАБ1", "🔑🔑🔑🔑🔑aA1"})
  void a_password_with_all_classes_is_fine(String password) {
    assertThat(classes(password)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Test1234", "TestPass123", "securepass123", "securepassword123", "        "})
  void a_password_of_8_characters_is_long_enough(String password) {
    assertThat(length(password)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "password1", "qwertyuiop", "Password1", "Password123"})
  void a_password_that_everybody_tries_first_is_refused(String password) {
    assertThat(length(password)).containsExactly("must not be one of the most common passwords");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pASSWORD1", "xpassword1", "password1x", "correct horse battery staple"})
  void the_whole_password_counts_and_its_case(String password) {
    assertThat(length(password)).isEmpty();
  }

  @Test
  void the_list_is_long_enough_to_be_worth_something() {
    assertThat(CommonPasswords.count()).isGreaterThan(10_000);
  }

  @Test
  void hardly_any_other_password_passes_for_a_common_one() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      assertThat(CommonPasswords.include("pw" + random.nextLong())).isFalse();
    }
  }

  @Test
  void a_password_is_not_the_email_nor_its_first_part_in_any_case() {
    assertThat(PasswordPolicy.isOf("Grace@example.com", new Secret("grace@EXAMPLE.com"))).isTrue();
    assertThat(PasswordPolicy.isOf("Grace@example.com", new Secret("GRACE"))).isTrue();
    assertThat(PasswordPolicy.isOf("Grace@example.com", new Secret("grace1"))).isFalse();
  }

  @Test
  void every_broken_rule_is_named_in_the_order_they_are_checked() {
    assertThat(classes("_"))
        .containsExactly(
            "must have at least 8 characters",
            "must contain an upper-case letter",
            "must contain a lower-case letter",
            "must contain a digit");
    assertThat(classes("securepass123")).containsExactly("must contain an upper-case letter");
    assertThat(classes("SECUREPASS123")).containsExactly("must contain a lower-case letter");
    assertThat(classes("SecurePass")).containsExactly("must contain a digit");
    assertThat(length("Test123")).containsExactly("must have at least 8 characters");
  }

  @Test
  void characters_are_code_points_and_not_half_of_them() {
    assertThat(length("🔑🔑🔑🔑")).containsExactly("must have at least 8 characters");
    assertThat(length("🔑".repeat(8))).isEmpty();
  }

  @Test
  void bcrypt_takes_72_bytes_and_not_72_characters() {
    assertThat(length("é".repeat(36))).isEmpty();
    assertThat(length("é".repeat(36) + "x")).containsExactly("must be at most 72 bytes in UTF-8");
    assertThat(PasswordPolicy.LENGTH.violations(new Secret("é".repeat(512)), ARGON2ID)).isEmpty();
    assertThat(PasswordPolicy.LENGTH.violations(new Secret("é".repeat(513)), ARGON2ID))
        .containsExactly("must be at most 1024 bytes in UTF-8");
  }

  @Test
  void what_is_not_text_is_refused() {
    assertThat(length("password\0")).containsExactly("must not contain the NUL character");
    assertThat(length("password\uDC00")).containsExactly("must be valid Unicode text");
    assertThat(length("\uD83Dpassword")).containsExactly("must be valid Unicode text");
  }

  @Test
  void whatever_the_policy_passes_can_be_hashed() {
    PasswordHasher hasher = new PasswordHasher(HashSettings.bcrypt(4), new SecureRandom());
    Random random = new Random(72);
    int passed = 0;
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder();
      int characters = 8 + random.nextInt(40);
      for (int c = 0; c < characters; c++) {
        text.append((char) random.nextInt(random.nextInt(200) == 0 ? 0x10000 : 0x800));
      }
      if (length(text.toString()).isEmpty()) {
        passed++;
        assertThat(hasher.hash(new Secret(text.toString())).encoded()).startsWith("$2b$");
      }
    }
    assertThat(passed).isGreaterThan(100);
  }

  private static List<String> classes(String password) {
    return PasswordPolicy.CLASSES.violations(new Secret(password), BCRYPT);
  }

  private static List<String> length(String password) {
    return PasswordPolicy.LENGTH.violations(new Secret(password), BCRYPT);
  }
}
