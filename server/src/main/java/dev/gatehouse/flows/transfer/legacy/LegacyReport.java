package dev.gatehouse.flows.transfer.legacy;

/// What came of carrying an old database over.
///
/// @param unsettled whether users were left behind because two of them have one mailbox
/// @param known users whom an earlier run had carried
/// @param taken users whose mailbox has an account here that was not carried
public record LegacyReport(boolean unsettled, long created, long known, long taken) {}
