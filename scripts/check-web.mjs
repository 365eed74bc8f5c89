// Checks everything written for browsers: `node scripts/check-web.mjs`. Maven calls it among the tests, with the properties
// that skip or choose tests; one that is set skips this too.
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstLoad } from './first-load.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');

if (process.argv.slice(2).some(value => value !== '' && !value.startsWith('${'))) {
  process.exit(0);
}

function run(what, program, args, folder) {
  const { status } = spawnSync(process.execPath, [path.join(modules, program), ...args], {
    cwd: path.join(root, folder),
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(`${what}: failed`);
    process.exitCode = 1;
  }
}

if (!fs.existsSync(path.join(modules, 'vitest'))) {
  console.log(
    'NOT RUN: the tests of the dashboard and of the React package: Node or its packages are missing.',
  );
  process.exit(0);
}
if (/"resolved": "https?:/.test(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))) {
  console.error('package-lock.json names download addresses; .npmrc says how to write it without.');
  process.exitCode = 1;
}
const types = path.join(root, 'dashboard/src/api/schema.d.ts');
const fresh = execFileSync(
  process.execPath,
  [path.join(modules, 'openapi-typescript/bin/cli.js'), 'server/src/main/resources/openapi.yaml'],
  { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 },
);
if (fresh.trim() !== fs.readFileSync(types, 'utf8').trim()) {
  console.error('dashboard/src/api/schema.d.ts is stale: npm run types -w dashboard');
  process.exitCode = 1;
}
run('types of the React package', 'typescript/bin/tsc', ['-p', 'tsconfig.json'], 'clients/react');
run('types of the dashboard', 'typescript/bin/tsc', ['-p', 'tsconfig.json'], 'dashboard');
run('tests of the React package', 'vitest/vitest.mjs', ['run'], 'clients/react');
run('tests of the dashboard', 'vitest/vitest.mjs', ['run'], 'dashboard');

const LARGEST_FIRST_LOAD = 150_000;
const loaded = firstLoad(path.join(root, 'dashboard'));
console.log(`/login loads ${loaded.bytes} bytes of scripts, as gzip`);
if (loaded.bytes > LARGEST_FIRST_LOAD) {
  console.error(`That is more than ${LARGEST_FIRST_LOAD}:\n${loaded.largest.join('\n')}`);
  process.exitCode = 1;
}
