import { bodyMistakes } from './body-mistakes.js';
import { encodingMistakes } from './encoding-mistakes.js';
import { headMistakes } from './head-mistakes.js';
import { keyMistakes } from './key-mistakes.js';
import { layoutMistakes } from './layout-mistakes.js';
import type { Mistake, NamedMistake } from './mistake.js';
import { signatureMistakes } from './signature-mistakes.js';
import { timeMistakes } from './time-mistakes.js';

/**
 * The mistakes in the signed content, in the order in which two of them are made one after the other: what a serialiser
 * writes is encoded afterwards.
 */
export const contentMistakes: readonly Mistake[] = [
  ...bodyMistakes,
  ...encodingMistakes,
  ...headMistakes,
  ...timeMistakes,
  ...layoutMistakes,
];

/** Every mistake that can be named. */
export const knownMistakes: readonly NamedMistake[] = [
  ...contentMistakes,
  ...signatureMistakes,
  ...keyMistakes,
];

/** Of several that explain a signature, the one that says most precisely what happened comes first. */
const likelihood: readonly string[] = [
  'body-trailing-newline',
  'body-bom',
  'body-line-ends',
  'body-slashes-escaped',
  'body-html-escaped',
  'body-non-ascii-escaped',
  'body-null-dropped',
  'path-query',
  'path-trailing-slash',
  'time-of-the-request',
  'time-of-the-response',
  'time-epoch',
  'time-fraction',
  'time-zone',
];

/** Smaller is likelier. */
export function rankOf({ id }: NamedMistake): number {
  const place = likelihood.indexOf(id);
  return place === -1 ? likelihood.length : place;
}
