/// HTTP as the rest of the server sees it: routes, requests, responses, problem details.
///
/// Owns what must never be forgotten and so is in the pipeline rather than in a handler: limits,
/// security headers, CORS, request ids, the access log. Knows nothing of identity.
@NullMarked
package dev.gatehouse.platform.http;

import org.jspecify.annotations.NullMarked;
