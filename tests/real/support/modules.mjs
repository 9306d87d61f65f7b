// The counterparts live in build/real (tests/real/setup), not beside these scripts.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const require = createRequire(path.join(root, 'build/real/package.json'));

export const counterpart = name => require(name);
