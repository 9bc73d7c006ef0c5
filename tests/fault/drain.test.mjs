// SIGTERM with requests under way: whoever had begun is answered, nothing is lost, and the program ends by itself.
import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { filesOf, readyDraft } from '../lib/apply.mjs';
import { Client } from '../lib/client.mjs';
import { pdf } from '../lib/files.mjs';
import { startedPlace } from '../lib/place.mjs';

const UPLOADS = 8;

// An upload that stops before its body until the server has said 100: { begun, finish() → status }.
function begin(client, path, csrf, bytes) {
	const edge = 'edge-of-a-part';
	const part = (head) => `--${edge}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
	const body = Buffer.concat([
		Buffer.from(`${part('name="csrf"')}${csrf}\r\n${part('name="file"; filename="a.pdf"')}`), bytes, Buffer.from(`\r\n--${edge}--\r\n`),
	]);
	const req = http.request(new URL(path, client.place.url), {
		method: 'POST', agent: false, headers: {
			cookie: [...client.cookies].map(([k, v]) => `${k}=${v}`).join('; '), expect: '100-continue',
			'content-type': `multipart/form-data; boundary=${edge}`, 'content-length': body.length,
		},
	});
	const answer = new Promise((done, failed) => {
		req.on('response', (res) => { res.resume(); res.on('end', () => done(res.statusCode)); });
		req.on('error', failed);
	});
	const begun = new Promise((done) => req.on('continue', done));
	const half = body.length >> 1;
	req.flushHeaders();
	return { begun: begun.then(() => req.write(body.subarray(0, half))), finish: () => { req.end(body.subarray(half)); return answer; } };
}

test('requests under way are answered after SIGTERM', { timeout: 60000 }, async () => {
	const place = await startedPlace();
	try {
		const client = await new Client(place).signIn('13900000001');
		const official = await new Client(place).signInStaff('32a');
		const id = await readyDraft(client);
		const contents = Array.from({ length: UPLOADS }, (_, i) => pdf(`drain ${i}`));
		const all = contents.map((bytes) => begin(client, `/my/cases/${id}/materials/3`, client.token, bytes));
		await Promise.all(all.map((u) => u.begun));
		const ended = place.stop('SIGTERM');
		assert.deepEqual(await Promise.all(all.map((u) => u.finish())), Array(UPLOADS).fill(303));
		assert.deepEqual(await ended, { code: 0, signal: null });
		await assert.rejects(client.request('/'), 'nobody listens any more');
		const proof = place.verify();
		assert.equal(proof.status, 0, proof.stdout + proof.stderr);
		await place.start();
		const kept = await filesOf(client, official, id, false);
		for (const bytes of contents)
			assert.ok(kept.some((k) => k.equals(bytes)), 'a file that was acknowledged is missing');
	} finally {
		await place.remove();
	}
});
