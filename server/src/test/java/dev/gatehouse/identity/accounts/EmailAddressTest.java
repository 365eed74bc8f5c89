package dev.gatehouse.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.identity.accounts.EmailAddress.Parsed;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "user@example.com, user@example.com, user@example.com",
        "User.Name+Tag@Example.COM, User.Name+Tag@example.com, user.name+tag@example.com",
        "u.s.e.r@example.com, u.s.e.r@example.com, u.s.e.r@example.com",
        "!#$%&'*+-/=?^_{|}~@example.org, !#$%&'*+-/=?^_{|}~@example.org,"
            + " !#$%&'*+-/=?^_{|}~@example.org",
        "user%relay@example.com, user%relay@example.com, user%relay@example.com",
        "1@2.example, 1@2.example, 1@2.example",
        "root@localhost, root@localhost, root@localhost",
        "Root@LOCALHOST, Root@localhost, root@localhost",
        "a@r3---sn.example.com, a@r3---sn.example.com, a@r3---sn.example.com",
        "Jörg@example.com, Jörg@example.com, jörg@example.com",
        "JÖRG@Bücher.Example, JÖRG@bücher.example, jörg@xn--bcher-kva.example",
        "jo\u0308rg@example.com, jo\u0308rg@example.com, jörg@example.com",
        "a@XN--BCHER-KVA.example, a@xn--bcher-kva.example, a@xn--bcher-kva.example",
        "Straße@straße.de, Straße@straße.de, strasse@xn--strae-oqa.de",
        "ｕｓｅｒ@ｅｘａｍｐｌｅ.com, ｕｓｅｒ@example.com, user@example.com",
        "user@example。com, user@example.com, user@example.com",
        "user@example．com, user@example.com, user@example.com",
        "иван@пример.рф, иван@пример.рф, иван@xn--e1afmkfd.xn--p1ai",
        "Иван@example.com, Иван@example.com, иван@example.com",
        "ΝΊΚΟΣ@example.gr, ΝΊΚΟΣ@example.gr, νίκοσ@example.gr",
        "山田taro@例え.jp, 山田taro@例え.jp, 山田taro@xn--r8jz45g.jp",
        "ユーザーの名前@example.jp, ユーザーの名前@example.jp, ユーザーの名前@example.jp",
        "김user@example.kr, 김user@example.kr, 김user@example.kr",
        "משתמש@example.co.il, משתמש@example.co.il, משתמש@example.co.il",
        "उपयोगकर्ता@उदाहरण.भारत, उपयोगकर्ता@उदाहरण.भारत, उपयोगकर्ता@xn--p1b6ci4b4b3a.xn--h2brj9c",
        "💌@example.com, 💌@example.com, 💌@example.com",
        "\u212Aelvin@example.com, \u212Aelvin@example.com, kelvin@example.com",
      })
  void a_good_address_keeps_its_spelling_and_gets_one_key(String text, String value, String key) {
    assertThat(EmailAddress.parse(text)).isEqualTo(new Parsed.Valid(new EmailAddress(value, key)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "user",
        "user@",
        "@example.com",
        "user@example",
        "user@@example.com",
        "a@b@example.com",
        " user@example.com",
        "user@example.com ",
        "user@example.com\n",
        "us er@example.com",
        "user@exa mple.com",
        "us\ter@example.com",
        "user\0@example.com",
        "user@example.com\0",
        ".user@example.com",
        "user.@example.com",
        "us..er@example.com",
        "user@.example.com",
        "user@example..com",
        "user@example.com.",
        "user@.",
        "user@-example.com",
        "user@example-.com",
        "user@exa_mple.com",
        "user@[192.0.2.1]",
        "user@[IPv6:2001:db8::1]",
        "user@192.0.2.1",
        "user@example.123",
        "\"us er\"@example.com",
        "\"user\"@example.com",
        "user(comment)@example.com",
        "User <user@example.com>",
        "<user@example.com>",
        "user,other@example.com",
        "user;@example.com",
        "us\\er@example.com",
        "mailto:user@example.com",
        "user@localhost.",
        "user@xn--.com",
        "user@xn--a.com",
        "user@xn--zzzzzz.com",
        "user@xn--example-.com",
        "user＠example.com",
        "us＠er@example.com",
        "user@exam＠ple.com",
        "user@example。com。",
        "us．．er@example.com",
        "．user@example.com",
        "us…er@example.com",
        "us\u200Ber@example.com",
        "us\u200Der@example.com",
        "us\u00ADer@example.com",
        "us\uFEFFer@example.com",
        "us\u202Eer@example.com",
        "us\u2066er@example.com",
        "us\u3164er@example.com",
        "us\u115Fer@example.com",
        "us\uFE0Fer@example.com",
        "us\uDB40\uDC41er@example.com",
        "user@exam\u200Bple.com",
        "user@exam\u00ADple.com",
        "user@exam\u202Eple.com",
        "us\u00A0er@example.com",
        "us\u3000er@example.com",
        "us\u2028er@example.com",
        "us\u0085er@example.com",
        "us\uD83Der@example.com",
        "user@exam\uDC00ple.com",
        "us\uE000er@example.com",
        "us\uFFFFer@example.com",
        "us\uFFFDer@example.com",
        "user@ex℀mple.com",
        "user@\u0301example.com",
      })
  void what_is_no_address_is_refused_in_one_sentence(String text) {
    assertThat(EmailAddress.parse(text))
        .isEqualTo(new Parsed.Invalid("is not a valid email address"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "аdmin@example.com", // a Cyrillic a
        "αdmin@example.com", // a Greek alpha
        "иvan@example.com",
        "иван.ivanov@example.com",
        "user@exаmple.com",
        "user@xn--exmple-4nf.com", // the same in an A-label
      })
  void a_name_of_mixed_alphabets_is_refused_and_says_why(String text) {
    assertThat(EmailAddress.parse(text))
        .isEqualTo(
            new Parsed.Invalid("must not mix alphabets, such as Latin and Cyrillic, in one name"));
  }

  @Test
  void the_limits_of_length_are_those_of_smtp() {
    String longestLocal = "l".repeat(64);
    String longestLabel = "d".repeat(63);
    assertThat(EmailAddress.parse(longestLocal + "@example.com")).isInstanceOf(Parsed.Valid.class);
    assertThat(EmailAddress.parse(longestLocal + "l@example.com"))
        .isInstanceOf(Parsed.Invalid.class);
    assertThat(EmailAddress.parse("a@" + longestLabel + ".com")).isInstanceOf(Parsed.Valid.class);
    assertThat(EmailAddress.parse("a@d" + longestLabel + ".com"))
        .isInstanceOf(Parsed.Invalid.class);
    assertThat(EmailAddress.parse("é".repeat(32) + "@example.com"))
        .isInstanceOf(Parsed.Valid.class);
    assertThat(EmailAddress.parse("é".repeat(33) + "@example.com"))
        .isInstanceOf(Parsed.Invalid.class);
    String longest = longestLocal + "@" + (longestLabel + ".").repeat(2) + "d".repeat(57) + ".com";
    assertThat(longest).hasSize(254);
    assertThat(EmailAddress.parse(longest)).isInstanceOf(Parsed.Valid.class);
    assertThat(EmailAddress.parse("d" + longest.substring(1).replace(".com", ".info")))
        .isEqualTo(new Parsed.Invalid("must be at most 254 characters"));
    assertThat(EmailAddress.parse("x".repeat(300) + "@example.com"))
        .isEqualTo(new Parsed.Invalid("must be at most 254 characters"));
  }

  @Test
  void a_character_that_grows_when_normalised_counts_as_it_grows() {
    assertThat(EmailAddress.parse("\uFDFA@example.com")).isInstanceOf(Parsed.Invalid.class);
    assertThat(EmailAddress.parse("ﬃ".repeat(21) + "@example.com"))
        .isInstanceOf(Parsed.Valid.class);
    assertThat(EmailAddress.parse("ﬃ".repeat(22) + "@example.com"))
        .isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void an_address_in_ascii_is_read_without_the_unicode_tables() throws Exception {
    URL classes = EmailAddress.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader withoutIcu = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader ours = new URLClassLoader(new URL[] {classes}, withoutIcu)) {
      Method parse = ours.loadClass(EmailAddress.class.getName()).getMethod("parse", String.class);
      assertThat(parse.invoke(null, "User@Example.com").toString()).contains("user@example.com");
      assertThat(parse.invoke(null, "user@").toString()).contains("is not a valid");
      assertThatThrownBy(() -> parse.invoke(null, "jörg@example.com"))
          .hasCauseInstanceOf(NoClassDefFoundError.class);
    }
  }

  @Test
  void an_administrator_may_be_named_without_a_domain() {
    assertThat(EmailAddress.ofAdminName("Root"))
        .isEqualTo(new Parsed.Valid(new EmailAddress("Root@localhost", "root@localhost")));
    assertThat(EmailAddress.ofAdminName("root@example.com"))
        .isEqualTo(new Parsed.Valid(new EmailAddress("root@example.com", "root@example.com")));
    assertThat(EmailAddress.ofAdminName("the root")).isInstanceOf(Parsed.Invalid.class);
    assertThat(EmailAddress.ofAdminName("")).isInstanceOf(Parsed.Invalid.class);
  }
}
