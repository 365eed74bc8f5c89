package dev.gatehouse.identity.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.passwords.FairQueue.Offer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>(4);

  @Test
  void addresses_are_served_in_turn_and_each_in_its_own_order() {
    offer("a", "a1", "a2", "a3");
    offer("b", "b1");
    assertThat(drain()).containsExactly("a1", "b1", "a2", "a3");
  }

  @Test
  void a_newcomer_takes_the_newest_place_of_the_address_that_holds_most() {
    offer("b", "b1");
    offer("a", "a1", "a2", "a3");
    assertThat(queue.offer("c", "c1")).isEqualTo(new Offer.TakenInsteadOf<>("a3"));
    assertThat(queue.size()).isEqualTo(4);
    assertThat(drain()).containsExactly("b1", "a1", "c1", "a2");
  }

  @Test
  void an_address_cannot_displace_itself_nor_get_ahead_of_the_one_it_displaces() {
    offer("a", "a1", "a2", "a3", "a4");
    assertThat(queue.offer("a", "a5")).isEqualTo(new Offer.Refused<>());
    assertThat(queue.offer("b", "b1")).isEqualTo(new Offer.TakenInsteadOf<>("a4"));
    assertThat(queue.offer("b", "b2")).isEqualTo(new Offer.TakenInsteadOf<>("a3"));
    assertThat(queue.offer("b", "b3")).isEqualTo(new Offer.Refused<>());
  }

  @Test
  void where_every_address_holds_one_a_newcomer_is_refused() {
    for (String address : List.of("a", "b", "c", "d")) {
      offer(address, address + "1");
    }
    assertThat(queue.offer("e", "e1")).isEqualTo(new Offer.Refused<>());
  }

  @Test
  void what_is_removed_leaves_its_place() {
    offer("a", "a1", "a2", "a3", "a4");
    assertThat(queue.remove("a", "a2")).isTrue();
    assertThat(queue.remove("a", "a2")).isFalse();
    assertThat(queue.remove("z", "a1")).isFalse();
    offer("a", "a5");
    assertThat(drain()).containsExactly("a1", "a3", "a4", "a5");
    assertThat(queue.size()).isZero();
  }

  private void offer(String address, String... jobs) {
    for (String job : jobs) {
      assertThat(queue.offer(address, job)).isEqualTo(new Offer.Taken<>());
    }
  }

  private List<String> drain() {
    List<String> jobs = new ArrayList<>();
    for (String job = queue.poll(); job != null; job = queue.poll()) {
      jobs.add(job);
    }
    return jobs;
  }
}
