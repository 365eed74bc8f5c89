// Builds the dashboard into a folder: `node scripts/build-web.mjs FOLDER [true]`. Maven calls it; nothing is done when
// nothing has changed since. With `true`, as for somebody who only wants to start the server, the dashboard is left out where
// its packages cannot be had; otherwise that fails the build. Each file is there plain, as gzip and as Brotli, so that the server packs nothing itself.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.resolve(process.argv[2] ?? 'server/target/classes/web');
const PACKED = /\.(js|css|svg|webmanifest)$/;
const SMALLEST_PACKED = 512;

function files(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(entry => !['node_modules', 'dist'].includes(entry.name))
    .flatMap(entry => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? files(file) : [file];
    })
    .sort();
}

function digest(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths) {
    hash.update(path.relative(root, file)).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}

function npm(...args) {
  execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Installs what the lock file names, unless that was done already. */
function install() {
  const wanted = digest(
    [
      'package.json',
      'package-lock.json',
      'dashboard/package.json',
      'clients/react/package.json',
    ].map(name => path.join(root, name)),
  );
  const stamp = path.join(root, 'node_modules', '.gatehouse');
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== wanted) {
    npm('ci', '--no-progress', '--loglevel=error');
    fs.writeFileSync(stamp, wanted);
  }
}

function pack(folder) {
  for (const file of files(folder).filter(name => PACKED.test(name))) {
    const content = fs.readFileSync(file);
    if (content.length >= SMALLEST_PACKED) {
      fs.writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      fs.writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
    }
  }
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.log(
    `The dashboard is left out: it needs Node 20.19 or newer, and this is ${process.version}.`,
  );
  process.exit(0);
}
const stamp = path.join(path.dirname(path.dirname(target)), 'web.built');
const inputs = digest(
  ['dashboard', 'clients/react/src'].flatMap(folder => files(path.join(root, folder))),
);
try {
  install();
} catch (error) {
  if (process.argv[3] !== 'true') {
    throw error;
  }
  console.log('The dashboard is left out: npm could not get its packages.');
  process.exit(0);
}
if (fs.existsSync(stamp) && fs.existsSync(target) && fs.readFileSync(stamp, 'utf8') === inputs) {
  process.exit(0);
}
npm('run', '--silent', 'build', '-w', 'dashboard', '--', '--logLevel', 'warn');
const made = path.join(root, 'dashboard', 'dist');
pack(made);
fs.rmSync(target, { recursive: true, force: true });
fs.cpSync(made, target, {
  recursive: true,
  filter: file => path.basename(file) !== '.vite',
});
fs.writeFileSync(stamp, inputs);
