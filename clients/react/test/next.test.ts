import { expect, it } from 'vitest';
import { safeNext } from '../src';

it.each([
  ['/dashboard', '/dashboard'],
  ['/admin/users?q=a#top', '/admin/users?q=a#top'],
  ['/a/../b', '/b'],
])('goes on to %s', (wanted, path) => expect(safeNext(wanted)).toBe(path));

it.each([
  null,
  '',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'javascript:alert(1)',
  'evil.example',
  ' //evil.example',
])('does not go on to %j', wanted => expect(safeNext(wanted, '/home')).toBe('/home'));
