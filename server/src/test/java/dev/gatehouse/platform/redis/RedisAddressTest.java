package dev.gatehouse.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.crypto.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  @Test
  void a_host_alone_is_enough() {
    assertThat(RedisAddress.parse("redis://cache"))
        .isEqualTo(new RedisAddress("cache", 6379, false, null, null, 0));
  }

  @Test
  void everything_may_be_said() {
    assertThat(RedisAddress.parse("rediss://ada:p%40ss+word@[fd00::7]:6380/3"))
        .isEqualTo(new RedisAddress("fd00::7", 6380, true, "ada", new Secret("p@ss+word"), 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis://:secret@cache/", "redis://secret@cache"})
  void a_password_needs_no_user(String url) {
    RedisAddress address = RedisAddress.parse(url);
    assertThat(address.user()).isNull();
    assertThat(address.password()).isEqualTo(new Secret("secret"));
  }

  @Test
  void the_password_is_never_shown() {
    assertThat(RedisAddress.parse("redis://ada:hunter2@cache:6380/3")).hasToString("cache:6380");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cache:6379",
        "http://cache",
        "redis://",
        "redis://a,b",
        "redis://cache:0",
        "redis://cache:70000",
        "redis://cache/words",
        "redis://x:hunter2@cache?ssl=true",
        "redis://x:hunter2@ca/che/0"
      })
  void what_is_no_address_is_refused_without_repeating_it(String url) {
    assertThatThrownBy(() -> RedisAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must")
        .hasMessageNotContaining("hunter2");
  }
}
