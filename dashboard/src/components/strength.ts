import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

const LONGEST_ESTIMATED = 72;
const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** From 0, guessed at once, to 4. */
export function strength(password: string, email: string | undefined): number {
  return estimator.check(password.slice(0, LONGEST_ESTIMATED), email ? [email] : []).score;
}
