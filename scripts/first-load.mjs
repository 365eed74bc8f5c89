// How much JavaScript the sign-in page loads before anybody has typed anything: `node scripts/first-load.mjs` lists what it is made of.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** What is on the way to the sign-in page: the page, the form, and the passkeys that its email field offers. */
const ENTRIES = ['index', 'Login', 'passkeys'];

/** The bytes as gzip, and its files, the largest first. Builds the pages if nobody has. */
export function firstLoad(dashboard) {
  const dist = path.join(dashboard, 'dist');
  const listed = path.join(dist, '.vite/manifest.json');
  if (!fs.existsSync(listed)) {
    const build = ['run', '--silent', 'build', '--', '--logLevel', 'warn'];
    execFileSync('npm', build, { cwd: dashboard, stdio: ['ignore', 'inherit', 'inherit'] });
  }
  const manifest = JSON.parse(fs.readFileSync(listed, 'utf8'));
  const seen = new Set();
  const add = name => {
    if (!seen.has(name)) {
      seen.add(name);
      (manifest[name].imports ?? []).forEach(add);
    }
  };
  for (const entry of ENTRIES) {
    const [name] = Object.entries(manifest).find(([, chunk]) => chunk.name === entry) ?? [];
    if (name === undefined) {
      throw new Error(`No ${entry} is in the build: scripts/first-load.mjs must be told its name`);
    }
    add(name);
  }
  const sizes = [...seen]
    .map(name => manifest[name].file)
    .map(file => [file, gzipSync(fs.readFileSync(path.join(dist, file)), { level: 9 }).length])
    .sort((one, other) => other[1] - one[1]);
  return {
    bytes: sizes.reduce((sum, [, size]) => sum + size, 0),
    largest: sizes.map(([file, size]) => `${size} ${file}`),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dashboard = path.join(
    path.dirname(path.dirname(fileURLToPath(import.meta.url))),
    'dashboard',
  );
  const { bytes, largest } = firstLoad(dashboard);
  console.log([...largest, bytes].join('\n'));
}
