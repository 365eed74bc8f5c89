package dev.gatehouse.identity.mfa;

import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What an authenticator app reads: a `otpauth:` link, which is also drawn for its camera.
///
/// @param secret the key in base32 (RFC 4648 section 6)
public record OtpAuth(String secret, String uri) {
  private static final int BORDER = 4;

  /// The link to the key `secret`.
  ///
  /// @param issuer whose account it is, as the app shows it
  /// @param account the email
  public static OtpAuth of(String secret, String issuer, String account) {
    return new OtpAuth(
        secret,
        "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
            .formatted(encoded(issuer), encoded(account), secret, encoded(issuer)));
  }

  /// The link as a picture: black squares on white, with the quiet zone that cameras need.
  public String qrSvg() {
    QrCode code = QrCode.encodeText(uri, QrCode.Ecc.MEDIUM);
    StringBuilder squares = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          squares.append("M%d %dh1v1h-1z".formatted(x + BORDER, y + BORDER));
        }
      }
    }
    int size = code.size + 2 * BORDER;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
    <path d="M0 0h%dv%dH0z" fill="#fff"/><path d="%s" fill="#000"/></svg>\
    """
        .formatted(size, size, size, size, squares);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return "OtpAuth[redacted]";
  }
}
