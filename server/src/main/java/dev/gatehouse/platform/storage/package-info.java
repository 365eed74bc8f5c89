/// The relational database: where everything lives, and the only state that nodes share.
///
/// Owns connections, transactions, dialects, migrations and the translation of database errors. It
/// does not own a single table of a feature: those belong to the `*Table` classes upstairs.
///
/// Read [Database] first, then [Tx] and [Sql]. [SqliteDatabase] ([SqliteWriter], [SqliteReader])
/// and [PooledDatabase] ([FairPool], [ServerConnections], [Retries]) are the two machines;
/// [Migrations] brings the tables to a revision.
@NullMarked
package dev.gatehouse.platform.storage;

import org.jspecify.annotations.NullMarked;
