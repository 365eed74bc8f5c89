package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.passkeys.RelyingParty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom passkeys are for, as the configuration says it.
class PasskeySettingsTest extends SettingsFixture {

  @Test
  void by_default_they_are_for_the_public_address() {
    production();
    set("PUBLIC_URL", "https://Auth.Example.com:8443/here");
    RelyingParty party = load().passkeys();
    assertThat(party.id()).isEqualTo("auth.example.com");
    assertThat(party.origins()).containsExactly("https://auth.example.com:8443");
  }

  @Test
  void a_domain_above_serves_several_origins() {
    production();
    set("WEBAUTHN_RP_ID", "Example.com");
    set("WEBAUTHN_ORIGINS", "https://app.example.com,https://example.com");
    RelyingParty party = load().passkeys();
    assertThat(party.id()).isEqualTo("example.com");
    assertThat(party.origins())
        .containsExactlyInAnyOrder("https://app.example.com", "https://example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, https://app.example.com",
    "app.example.com, https://example.com",
    "ample.com, https://example.com",
    "example.com, https://example.com.evil.org"
  })
  void an_origin_elsewhere_stops_the_start(String id, String origin) {
    set("WEBAUTHN_RP_ID", id);
    set("WEBAUTHN_ORIGINS", origin);
    refused(
        "WEBAUTHN_RP_ID (%s) must be the host of every origin in WEBAUTHN_ORIGINS, or a domain above it; %s is elsewhere."
            .formatted(id, origin));
  }

  @Test
  void a_domain_that_the_public_address_is_not_under_stops_the_start() {
    production();
    set("WEBAUTHN_RP_ID", "example.org");
    refusedNaming("WEBAUTHN_RP_ID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.com", "com", "10.0.0.1", "example.com:443", "a..b", "-a.com", ""})
  void a_relying_party_is_a_domain(String id) {
    set("WEBAUTHN_RP_ID", id);
    set("WEBAUTHN_ORIGINS", "https://example.com");
    refusedNaming("WEBAUTHN_RP_ID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com", "*", "example.com", "https://example.com/path"})
  void an_origin_is_one_that_browsers_have_passkeys_for(String origin) {
    set("WEBAUTHN_RP_ID", "example.com");
    set("WEBAUTHN_ORIGINS", origin);
    refusedNaming("WEBAUTHN_ORIGINS");
  }

  @Test
  void localhost_may_be_plain() {
    set("WEBAUTHN_ORIGINS", "http://localhost:3000,http://localhost:8000");
    assertThat(load().passkeys().id()).isEqualTo("localhost");
  }
}
