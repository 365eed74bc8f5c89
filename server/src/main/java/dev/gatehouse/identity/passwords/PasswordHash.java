package dev.gatehouse.identity.passwords;

/// A password hash as it is stored: algorithm, parameters, salt and digest in one text. Whatever
/// the database holds is accepted here; one that cannot be read matches no password. It does not
/// print itself.
public record PasswordHash(String encoded) {
  @Override
  public String toString() {
    return "[redacted]";
  }
}
