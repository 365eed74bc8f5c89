/// What users are told by mail, and how it is worded. Who has to be told, and when, is the business
/// of whoever calls [dev.gatehouse.identity.notices.Notices].
@NullMarked
package dev.gatehouse.identity.notices;

import org.jspecify.annotations.NullMarked;
