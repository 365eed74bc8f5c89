import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { german, SENTENCES } from '../src/text/problems.de';

const SERVER = fileURLToPath(new URL('../../server/src/main/java', import.meta.url));

function source(): string {
  return readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.java'))
    .map(name => readFileSync(`${SERVER}/${name}`, 'utf8'))
    .join('\n');
}

it('translates nothing that the server does not say', () => {
  const written = source();
  const begins = (part: string) => written.includes(`"${part}`);
  const unknown = Object.keys(SENTENCES).filter(sentence => {
    const [first = '', ...others] = sentence.split('{}');
    return !begins(first) || !others.every(part => part === '' || begins(part));
  });
  expect(unknown).toEqual([]);
});

it('keeps numbers and names, and what it does not know', () => {
  expect(german('must have at least 12 characters')).toBe('muss mindestens 12 Zeichen haben');
  expect(german('This needs the permission users:read')).toBe(
    'Hierfür ist das Recht users:read nötig.',
  );
  expect(german('names nothing known: $&')).toBe('gibt es nicht: $&');
  expect(german('There is no such user')).toBe('Das gibt es nicht mehr.');
  expect(german('There is no such passkey')).toBe('Diesen Passkey gibt es nicht.');
  expect(german('A sentence of tomorrow')).toBe('A sentence of tomorrow');
});
