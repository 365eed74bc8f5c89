/// The relational database: where everything lives, and the only state that nodes share.
///
/// Owns connections, transactions, dialects, migrations and the translation of database errors. It
/// does not own a single table of a feature: those belong to the `*Table` classes upstairs.
///
/// Read [Database] first, then [Tx]; [SqliteDatabase] and [PooledDatabase] are the two machines.
@NullMarked
package dev.gatehouse.platform.storage;

import org.jspecify.annotations.NullMarked;
