// A full disk: the person is told that nothing was saved, whatever was acknowledged stays, and work goes on once there is
// room. The place lies in a small file system of its own, in a mount namespace that ends with the test; without the right
// to mount the test is passed over (tests/unit/test_files.c does the same with a limit on the size of files).
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { APPLICANTS, filesOf, fill, readyDraft, submit, upload } from '../lib/apply.mjs';
import { Client } from '../lib/client.mjs';
import { pdf } from '../lib/files.mjs';
import { TONGBAN, newPlace } from '../lib/place.mjs';

const ROOM_MB = 20, RESERVE_MB = 4, FILE_BYTES = 1 << 20, MOST = 200;
const mayMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

// A process that holds the namespace open: its file system is gone when its input ends.
async function smallDisk(place) {
	const at = join(place.folder, 'small');
	const size_mb = parseInt(spawnSync('du', ['-sm', place.folder], { encoding: 'utf8' }).stdout) + ROOM_MB;
	mkdirSync(at);
	const script = 'mount -t tmpfs -o size="$2"m none "$1" && cp -a "$1"/../demo.db* "$1" && echo ready && exec cat';
	const holder = spawn('unshare', ['-m', 'sh', '-c', script, 'sh', at, String(size_mb)], { stdio: ['pipe', 'pipe', 'inherit'] });
	await new Promise((done, failed) => {
		holder.stdout.once('data', done);
		holder.once('exit', (code) => failed(new Error(`the small disk could not be made: ${code}`)));
	});
	place.db = join(at, 'demo.db');
	const enter = ['nsenter', '-t', String(holder.pid), '-m', '-r'];
	const within = (...args) => spawnSync(enter[0], [...enter.slice(1), ...args], { encoding: 'utf8' });
	return { enter, within, at, end: () => holder.stdin.end() };
}

function expectProof(disk, place) {
	const proof = disk.within(TONGBAN, '--db', `sqlite:${place.db}`, 'verify');
	assert.equal(proof.status, 0, proof.stdout + proof.stderr);
}

// Uploads until one is refused; all that were acknowledged: [{ id, bytes }].
async function uploadUntilFull(client) {
	const kept = [];
	for (let i = 0, id; i < MOST; i++) {
		if (i % 10 === 0)
			id = await readyDraft(client);
		const bytes = pdf(String(i).padEnd(FILE_BYTES, 'x'));
		const res = await upload(client, id, bytes);
		if (res.status !== 303) {
			assert.equal(res.status, 507, `upload ${i}`);
			assert.match(await res.text(), /暂时存不下新的内容/);
			return kept;
		}
		kept.push({ id, bytes });
	}
	throw new Error('the disk was never full');
}

// Saves a form until even that does not fit, with nothing left at all.
async function saveUntilFull(client, id) {
	for (let i = 0; i < MOST; i++) {
		const res = await client.post(`/my/cases/${id}/form`, { csrf: client.token, street: '海沧街道', want_post: `第 ${i} 次`.padEnd(80, '厨') });
		if (res.status === 507)
			return;
		assert.ok([303, 422].includes(res.status), `saving gave ${res.status}`);
	}
	throw new Error('the database always found room');
}

async function expectFiles(client, kept) {
	for (const id of new Set(kept.map((k) => k.id))) {
		const found = await filesOf(client, client, id, false);
		for (const k of kept.filter((one) => one.id === id))
			assert.ok(found.some((bytes) => bytes.equals(k.bytes)), `a file of case ${id} is missing or changed`);
	}
}

test('a full disk loses nothing that was acknowledged', { timeout: 120000, skip: !mayMount && 'needs the right to mount' }, async () => {
	const place = newPlace();
	const disk = await smallDisk(place);
	try {
		disk.within('sh', '-c', `head -c ${RESERVE_MB}M /dev/zero > "${disk.at}/reserve"`); // the room that somebody makes later
		await place.start({ wrap: disk.enter });
		const client = await new Client(place).signIn(APPLICANTS[0]);
		const ready = await readyDraft(client);
		const kept = await uploadUntilFull(client);
		assert.ok(kept.length > 0);
		disk.within('sh', '-c', `cat /dev/zero > "${disk.at}/filler"`);
		await saveUntilFull(client, ready);
		await client.page(`/my/cases/${ready}`);
		await expectFiles(client, kept);
		expectProof(disk, place);
		assert.equal(disk.within('rm', `${disk.at}/filler`, `${disk.at}/reserve`).status, 0);
		await fill(client, ready);
		await submit(client, ready);
		await place.stop('SIGKILL');
		expectProof(disk, place);
		await place.start({ wrap: disk.enter });
		await expectFiles(client, kept);
		assert.deepEqual(await place.stop(), { code: 0, signal: null });
	} finally {
		await place.remove();
		disk.end();
	}
});
