package dev.gatehouse.platform.crypto;

/// What came of sealing values anew under the current secret.
///
/// @param moved values that were sealed under an older one
/// @param unreadable values that no known secret opens; they stay as they are
public record Resealed(int moved, int unreadable) {
  public static final Resealed NOTHING = new Resealed(0, 0);

  public Resealed plus(Resealed other) {
    return new Resealed(moved + other.moved, unreadable + other.unreadable);
  }
}
