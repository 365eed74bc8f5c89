package dev.gatehouse.identity.mfa;

/// Base32 without padding.
enum Base32 {
  /// RFC 4648 section 6: what authenticator apps read.
  RFC4648("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
  /// Without letters that are taken for digits: what people type.
  CROCKFORD("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

  private static final int BITS = 5;

  private final String alphabet;

  Base32(String alphabet) {
    this.alphabet = alphabet;
  }

  String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int held = 0;
    for (byte one : bytes) {
      buffer = ((buffer << Byte.SIZE) | (one & 0xff)) & 0xfff;
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        text.append(alphabet.charAt((buffer >> held) & 31));
      }
    }
    if (held > 0) {
      text.append(alphabet.charAt((buffer << (BITS - held)) & 31));
    }
    return text.toString();
  }
}
