package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.TokenSettings.JwtAlgorithm;
import dev.gatehouse.platform.crypto.Secret;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretVariablesTest extends SettingsFixture {

  @Test
  void development_makes_a_secret_once_and_keeps_it_beside_the_database() throws Exception {
    set("DB_PATH", "store/app.db");
    Secret made = load().secrets().secretKey();
    assertThat(load().secrets().secretKey()).isEqualTo(made);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("store/gatehouse.secret"))))
        .isEqualTo("rw-------");
    set("DATABASE_URL", "postgres://u:p@h/d");
    assertThat(load().secrets().secretKey()).isNotEqualTo(made);
    assertThat(folder.resolve("data/gatehouse.secret")).exists();
  }

  @Test
  void a_secret_that_is_set_makes_no_file() {
    set("SECRET_KEY", GOOD_SECRET);
    assertThat(load().secrets().secretKey()).isEqualTo(new Secret(GOOD_SECRET));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void production_makes_no_secret_of_its_own() {
    production();
    environment.remove("SECRET_KEY");
    refused("SECRET_KEY is needed in production; make one with: openssl rand -base64 48.");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "change-me",
        "CHANGE_ME_IN_PRODUCTION_0123456789abcdef",
        "secret",
        "jwt-secret-key-0123456789-9876543210",
        "your-secret-key-change-in-production",
        "your-super-secret-key-min-32-characters",
        "your_jwt_secret_key_here_please_and_thanks",
        "supersecretkeythatisverylongandsecure",
        "django-insecure-0w#k2j3h4g5f6d7s8a9q1w2e3r4t5y6",
        "please-change-this-to-something-random",
        "dev-secret-key-not-for-production-use",
        "password",
        "jwt-secret!",
        "12345678",
      })
  void production_refuses_a_known_placeholder_without_showing_it(String placeholder) {
    production();
    set("SECRET_KEY", placeholder);
    refused("SECRET_KEY is a known placeholder; make one with: openssl rand -base64 48.");
    set("SECRET_KEY", GOOD_SECRET);
    set("JWT_SECRET_KEY", placeholder);
    refused("JWT_SECRET_KEY is a known placeholder; make one with: openssl rand -base64 48.");
  }

  @ParameterizedTest
  @CsvSource({
    "xK9#mQ2$vL5@nR8!pT3%wY6^zA1&bC4, has fewer than 32 bytes",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, repeats itself",
    "abcabdabeabcabdabeabcabdabeabcabdabe, repeats itself",
    "xK9#mQ2$vL5@xK9#mQ2$vL5@xK9#mQ2$vL5@, repeats itself",
    "00000000000000000000000000000000, repeats itself",
  })
  void production_refuses_a_secret_that_is_short_or_guessed(String weak, String why) {
    production();
    set("APP_SECRET_KEY", weak);
    environment.remove("SECRET_KEY");
    refusedNaming("SECRET_KEY " + why);
  }

  @Test
  void bytes_count_and_not_characters() {
    production();
    set("SECRET_KEY", "äöüßéèêñçåøæðþÿž");
    assertThat(load().secrets().secretKey().reveal()).hasSize(16);
  }

  @RepeatedTest(50)
  void a_random_secret_is_never_refused() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    assertThat(SecretVariables.weakness(HexFormat.of().formatHex(random))).isEmpty();
    assertThat(SecretVariables.weakness(Base64.getEncoder().encodeToString(random))).isEmpty();
  }

  @Test
  void development_takes_a_weak_secret_with_a_warning() {
    set("SECRET_KEY", "secret");
    Settings settings = load();
    assertThat(settings.secrets().hs256Key().reveal()).isEqualTo("secret");
    assertThat(settings.warnings())
        .containsExactly("SECRET_KEY is a known placeholder: production will refuse it.");
  }

  @Test
  void a_jwt_secret_of_the_operator_makes_hs256_the_default() {
    production();
    set("SMTP_URL", "smtps://mail.example.com");
    set("MAIL_FROM", "auth@example.com");
    assertThat(load().tokens().algorithm()).isEqualTo(JwtAlgorithm.ES256);
    set("JWT_SECRET_KEY", GOOD_SECRET + "x");
    assertThat(load().tokens().algorithm()).isEqualTo(JwtAlgorithm.HS256);
    assertThat(load().secrets().hs256Key().reveal()).isEqualTo(GOOD_SECRET + "x");
    set("ALGORITHM", "eddsa");
    assertThat(load().tokens().algorithm()).isEqualTo(JwtAlgorithm.EDDSA);
    assertThat(load().warnings())
        .containsExactly("JWT_SECRET_KEY has no effect with JWT_ALGORITHM=EdDSA.");
  }

  @Test
  void hs256_without_a_key_of_its_own_signs_with_the_secret_key() {
    production();
    set("JWT_ALGORITHM", "HS256");
    assertThat(load().secrets().hs256Key().reveal()).isEqualTo(GOOD_SECRET);
  }

  @Test
  void former_secrets_are_listed_once_and_without_the_present_one() {
    production();
    set("SECRET_KEY_PREVIOUS", "one, two,one," + GOOD_SECRET);
    assertThat(load().secrets().previous()).containsExactly(new Secret("one"), new Secret("two"));
  }
}
