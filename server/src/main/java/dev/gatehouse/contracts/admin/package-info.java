/// The admin API, `/api/admin`: users, roles, sessions, keys and the audit, for those who may.
///
/// Every call stands in [AdminTable] with the one permission that it asks for; [AdminApi] asks
/// before any of them runs.
@NullMarked
package dev.gatehouse.contracts.admin;

import org.jspecify.annotations.NullMarked;
