// Thousands of cases through two simulated years, with the program as it is delivered: TONGBAN_BUILD=<folder> node --test
// tests/simulate.mjs. The seeds run beside each other; what each found wrong it says itself, with how to see it again.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { TONGBAN, tongban } from './lib/place.mjs';

const SEEDS = [1, 2, 3];
const CASES = 3400;
const DAYS = 730;

// In memory where there is such a folder: what is proved here is not the disk.
const work = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tongban-simulated-'));
after(() => rmSync(work, { recursive: true, force: true }));

const simulate = (...args) => new Promise((done) => {
	execFile(TONGBAN, ['simulate', ...args.map(String)], { env: { ...process.env, TMPDIR: work }, encoding: 'utf8', maxBuffer: 1 << 26 },
		(error, stdout, stderr) => done({ status: error ? error.code : 0, stdout, stderr }));
});

describe(`${SEEDS.length * CASES} cases in ${DAYS} days`, { concurrency: 2 }, () => {
	for (const seed of SEEDS)
		test(`seed ${seed}: nothing is wrong, and every row of the table is taken`, async () => {
			const { status, stdout, stderr } = await simulate('--seed', seed, '--cases', CASES, '--days', DAYS);
			assert.equal(stderr, '');
			assert.match(stdout, /^0 wrong$/m, stdout);
			assert.equal(status, 0);
			assert.match(stdout, new RegExp(`^${CASES} cases, \\d+ events, [1-9]\\d* attempts refused$`, 'm'));
			assert.match(stdout, /^rows never taken\n\ndigest [0-9a-f]{64}$/m, stdout);
		});
});

test('what is not a number of cases is refused', async () => {
	for (const wrong of [['--cases', '0'], ['--seed', 'x'], ['--days', '100000'], ['more']]) {
		const { status, stdout, stderr } = await simulate(...wrong);
		assert.equal(status, 2, wrong.join(' '));
		assert.equal(stdout, '');
		assert.match(stderr, /^tongban: [^\n]+ \(see `tongban help`\)\n$/);
	}
});

test('the folder is gone afterwards, unless it was to be kept: then the other commands read it', async () => {
	const kept = join(work, 'kept');
	assert.equal((await simulate('--cases', 20, '--days', 40)).status, 0);
	assert.deepEqual(readdirSync(work), []);
	assert.equal((await simulate('--cases', 20, '--days', 40, '--keep', kept)).status, 0);
	const proof = tongban(join(kept, 'simulated.db'), 'verify');
	assert.equal(proof.status, 0, proof.stdout);
	assert.equal((await simulate('--cases', 20, '--days', 40, '--keep', kept)).status, 1, 'a folder that is there already is left alone');
});
