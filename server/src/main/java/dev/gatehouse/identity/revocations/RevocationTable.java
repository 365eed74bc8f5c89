package dev.gatehouse.identity.revocations;

import dev.gatehouse.platform.storage.Row;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;

final class RevocationTable {

  /// Reserves `count` numbers and returns the last. From here to COMMIT no other transaction can.
  long reserve(Tx tx, int count) {
    tx.sql("UPDATE revocation_counter SET seq = seq + :count WHERE id = 1")
        .bind("count", count)
        .update();
    return last(tx);
  }

  void insert(Tx tx, Revocation news) {
    tx.sql(
            """
            INSERT INTO revocations (seq, kind, subject, epoch, keep_until)
            VALUES (:seq, :kind, :subject, :epoch, :keep)
            """)
        .bind("seq", news.seq())
        .bind("kind", news.kind().code())
        .bind("subject", news.subject())
        .bind("epoch", news.epoch())
        .bind("keep", news.keepUntil())
        .update();
  }

  /// The number of the newest row ever written.
  long last(Tx tx) {
    return tx.sql("SELECT seq FROM revocation_counter WHERE id = 1").only(row -> row.number("seq"));
  }

  /// Lets the next number be more than `floor`, with a gap before it.
  void skip(Tx tx, long floor) {
    tx.sql(
            """
            UPDATE revocation_counter
            SET seq = CASE WHEN seq < :floor THEN :floor ELSE seq END + 1 WHERE id = 1
            """)
        .bind("floor", floor)
        .update();
  }

  List<Revocation> after(Tx tx, long seq) {
    return tx.sql(
            """
            SELECT seq, kind, subject, epoch, keep_until FROM revocations
            WHERE seq > :seq ORDER BY seq
            """)
        .bind("seq", seq)
        .list(RevocationTable::read);
  }

  /// Deletes up to `most` rows that nothing needs any more; the number deleted.
  int deleteExpired(Tx tx, Instant now, int most) {
    return tx.oldest("revocations", "seq", Row::number)
        .where("keep_until <= :now")
        .bind("now", now)
        .delete("seq", most);
  }

  private static Revocation read(Row row) {
    return new Revocation(
        row.number("seq"),
        Revocation.Kind.of(row.text("kind")),
        row.text("subject"),
        row.number("epoch"),
        row.instant("keep_until"));
  }
}
