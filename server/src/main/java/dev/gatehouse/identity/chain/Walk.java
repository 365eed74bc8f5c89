package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.storage.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Goes along the chain link by link, and stops at the first that does not hold.
final class Walk {
  private Place place;

  Walk(Place from) {
    this.place = from;
  }

  /// From behind what a checkpoint says was removed.
  static Place beginning(Checkpoint newest) {
    return new Place(newest.after(), newest.afterHash(), Position.HIGHEST);
  }

  Place place() {
    return place;
  }

  long position() {
    return place.position();
  }

  /// Null when the link holds.
  @Nullable Fault take(Link link) {
    if (link.position() <= position()) {
      return Fault.at(
          link.position(), "There are two events at position %d.".formatted(link.position()));
    }
    if (link.position() > position() + 1) {
      return Fault.missing(position() + 1);
    }
    byte[] hash = Chain.next(place.hash(), link.digest());
    if (!Digests.equal(hash, link.hash())) {
      return Fault.at(
          link.position(),
          "The event at position %d is not the one that was sealed there."
              .formatted(link.position()));
    }
    place = new Place(link.position(), hash, link.id());
    return null;
  }

  /// Null when `checkpoint`, which is about this position, vouches for this hash.
  @Nullable Fault compare(Checkpoint checkpoint) {
    return checkpoint.position() == position() && Arrays.equals(checkpoint.hash(), place.hash())
        ? null
        : Fault.at(
            position(),
            "The chain up to position %d is not the one that checkpoint %d vouches for."
                .formatted(position(), checkpoint.number()));
  }
}
