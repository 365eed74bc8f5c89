package dev.gatehouse.app;

import dev.gatehouse.contracts.pages.Brand;
import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the pages look; what the service is called is among the mails' variables.
final class BrandVariables {
  private static final int LARGEST_FILE = 512 * 1024;
  private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");
  private static final Map<String, String> PICTURES =
      Map.of(
          "svg", "image/svg+xml",
          "png", "image/png",
          "webp", "image/webp",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg");

  private static final Variable<String> BRAND_COLOR =
      Variable.open(
          "BRAND_COLOR",
          "built in",
          BrandVariables::color,
          "The colour of buttons and links on the pages, `#rrggbb`.");
  private static final Variable<String> BRAND_LOGO =
      Variable.open(
          "BRAND_LOGO",
          "built in",
          Parsers.text(),
          "A picture that takes the place of the logo on the pages: a file, `.svg`, `.png`, `.webp`"
              + " or `.jpg`, of at most 512 KiB.");
  private static final Variable<String> BRAND_CSS =
      Variable.open(
          "BRAND_CSS",
          "unset",
          Parsers.text(),
          "A style sheet that comes after the pages' own, for the variables of `docs/theming.md`: a"
              + " file of at most 512 KiB.");

  static final Group GROUP = new Group("Pages", List.of(BRAND_COLOR, BRAND_LOGO, BRAND_CSS));

  private BrandVariables() {}

  static Brand read(Values values, String name, Path directory) {
    Brand.@Nullable Logo logo =
        values
            .find(BRAND_LOGO)
            .map(file -> new Brand.Logo(picture(file), content("BRAND_LOGO", file, directory)))
            .orElse(null);
    String css =
        values
            .find(BRAND_CSS)
            .map(file -> new String(content("BRAND_CSS", file, directory), StandardCharsets.UTF_8))
            .orElse("");
    return new Brand(name, values.find(BRAND_COLOR).orElse(null), logo, css);
  }

  private static String color(String text) {
    if (!COLOR.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException("must be a colour like #1864ab");
    }
    return text.strip();
  }

  private static String picture(String file) {
    String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = PICTURES.get(extension);
    if (type == null) {
      throw new ConfigException("BRAND_LOGO must be an .svg, .png, .webp or .jpg file.");
    }
    return type;
  }

  private static byte[] content(String variable, String file, Path directory) {
    Path path = directory.resolve(file);
    try {
      if (Files.size(path) > LARGEST_FILE) {
        throw new ConfigException(variable + ": " + path + " is larger than 512 KiB.");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new ConfigException(variable + ": " + path + " cannot be read.", e);
    }
  }
}
