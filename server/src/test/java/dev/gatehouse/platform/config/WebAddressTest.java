package dev.gatehouse.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, http://localhost:3000",
    "http://localhost:3000/, http://localhost:3000",
    "HTTPS://App.Example.COM:443, https://app.example.com",
    "http://[::1]:8080, http://[::1]:8080",
    "capacitor://localhost, capacitor://localhost",
  })
  void an_origin_is_kept_as_browsers_write_it(String text, String origin) {
    assertThat(WebAddress.origin(text)).isEqualTo(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "localhost:3000",
        "example.com",
        "https://",
        "https://a.example/path",
        "https://a.example?x",
        "https://a.example#x",
        "https://user@a.example",
        "https://*.example.com",
        "https://a.example:0",
        "https://a.example:70000",
        "https://bücher.example",
        "https://a b"
      })
  void what_is_no_origin_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebAddress.origin(text))
        .withMessageStartingWith("must hold origins like");
  }

  @ParameterizedTest
  @ValueSource(strings = "*")
  void every_origin_at_once_is_refused_with_the_reason(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebAddress.origin(text))
        .withMessageContaining("every site act with the user's credentials");
  }

  @ParameterizedTest
  @CsvSource({
    "https://auth.example.com, https://auth.example.com",
    "https://auth.example.com/, https://auth.example.com",
    "https://Example.com:443/auth/v2//, https://example.com/auth/v2",
    "http://localhost:8000, http://localhost:8000",
  })
  void a_base_address_has_no_trailing_slash(String text, String base) {
    assertThat(WebAddress.base(text)).hasToString(base);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com",
        "example.com",
        "https://example.com/?",
        "https://example.com?a=b",
        "https://example.com/#",
        "https://example.com/../x",
        "https://example.com//x",
        "https://example.com/%2e%2e",
        "https://u:p@example.com",
        "javascript:alert(1)"
      })
  void what_is_no_base_address_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> WebAddress.base(text));
  }
}
