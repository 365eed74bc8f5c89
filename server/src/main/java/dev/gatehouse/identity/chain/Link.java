package dev.gatehouse.identity.chain;

import java.util.UUID;

/// A sealed event, as far as the chain is concerned.
///
/// @param digest of its canonical form as it is now
/// @param hash what was stored when it was sealed
@SuppressWarnings("ArrayRecordComponent") // one of very many, read once
record Link(long position, UUID id, byte[] digest, byte[] hash) {}
