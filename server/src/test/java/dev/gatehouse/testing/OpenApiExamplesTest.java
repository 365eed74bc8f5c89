package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The description is sound in itself.
class OpenApiExamplesTest {
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Set<String> GIVEN_BY_CALLERS =
      Set.of(
          "Registration",
          "SignIn",
          "RefreshRequest",
          "SignOut",
          "AccountRegistration",
          "PasswordReset",
          "PasswordForm",
          "ForgottenPassword",
          "MailedToken",
          "EmailChange",
          "InvitationAcceptance",
          "SecondFactor",
          "MfaAsker",
          "MfaConfirmation",
          "Reauthentication",
          "PasswordChange",
          "PasskeyName",
          "NewPasskey",
          "PasskeySignIn",
          "PasskeySignInBeginning",
          "NewWebhook",
          "WebhookChange",
          "WebhookRotation",
          "NewApiKey",
          "ApiKeyRotation",
          "ProfileChanges",
          "PasswordOnly");

  private final OpenApi openApi = OpenApi.ofTheServer();
  private final JsonNode document = openApi.document();

  @Test
  void every_example_of_a_schema_fits_it() {
    List<String> faults = new ArrayList<>();
    int examples = 0;
    for (Map.Entry<String, JsonNode> schema : schemas()) {
      for (JsonNode example : schema.getValue().path("examples")) {
        faults.addAll(openApi.faults("/components/schemas/" + schema.getKey(), example));
        examples++;
      }
    }
    assertThat(faults).isEmpty();
    assertThat(examples).isGreaterThan(5);
  }

  @Test
  void every_example_of_an_answer_fits_its_schema_and_its_status() {
    List<String> faults = new ArrayList<>();
    List<JsonNode> examples = new ArrayList<>();
    gather(document, "", faults, examples);
    assertThat(faults).isEmpty();
    assertThat(examples).hasSizeGreaterThan(10);
  }

  @Test
  void every_reference_leads_somewhere() {
    List<String> lost = new ArrayList<>();
    for (JsonNode reference : document.findValues("$ref")) {
      if (document.at(reference.asString().substring(1)).isMissingNode()) {
        lost.add(reference.asString());
      }
    }
    assertThat(lost).isEmpty();
  }

  @Test
  void an_answer_has_no_member_that_is_not_listed() {
    List<String> open = new ArrayList<>();
    for (Map.Entry<String, JsonNode> schema : schemas()) {
      JsonNode value = schema.getValue();
      boolean object = value.path("type").asString("").equals("object");
      if (object && !GIVEN_BY_CALLERS.contains(schema.getKey())) {
        if (value.path("additionalProperties").asBoolean(true)) {
          open.add(schema.getKey());
        }
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void every_operation_has_a_name_of_its_own() {
    List<String> names = document.path("paths").findValuesAsString("operationId");
    assertThat(names).doesNotHaveDuplicates().hasSameSizeAs(openApi.calls());
  }

  @Test
  void it_has_the_version_of_the_build() throws IOException {
    Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(document.at("/info/version").asString()).isEqualTo(version.group(1));
  }

  private Set<Map.Entry<String, JsonNode>> schemas() {
    return document.at("/components/schemas").properties();
  }

  /// Goes through all media types that have examples.
  private void gather(JsonNode node, String at, List<String> faults, List<JsonNode> examples) {
    if (node.has("schema") && node.path("examples").isObject()) {
      for (JsonNode example : node.path("examples")) {
        examples.add(example);
        faults.addAll(openApi.faults(at + "/schema", example.path("value")));
      }
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      String key = child.getKey().replace("~", "~0").replace("/", "~1");
      gather(child.getValue(), at + "/" + key, faults, examples);
    }
  }
}
