/// Contract V1: token pairs under `/api/v1/auth`. JSON in, one call, JSON out.
@NullMarked
package dev.gatehouse.contracts.v1;

import org.jspecify.annotations.NullMarked;
