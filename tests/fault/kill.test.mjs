// kill -9 in the middle of work, again and again: whatever was answered with success is there afterwards, and the place
// can prove itself whole. ROUNDS and SEED say how often and when.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { APPLICANTS, OFFICIAL, caseOf, decide, filesOf, readyDraft, submit, upload } from '../lib/apply.mjs';
import { Client } from '../lib/client.mjs';
import { pdf } from '../lib/files.mjs';
import { newPlace } from '../lib/place.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 20);
let seed = Number(process.env.SEED ?? 20160914);

// Numbers that follow from the seed (mulberry32), below n.
function random(n) {
	seed = (seed + 0x6d2b79f5) | 0;
	let v = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	v = (v + Math.imul(v ^ (v >>> 7), 61 | v)) ^ v;
	return ((v ^ (v >>> 14)) >>> 0) % n;
}

class Round {
	constructor(place, number) {
		Object.assign(this, { place, number, cases: [], answered: 0, dying: false });
		this.enough = new Promise((done) => { this.done = done; });
		this.wanted = 4 + random(24);
	}

	// Counts an answer; at some answer the server is killed, while others are under way.
	heard() {
		if (++this.answered === this.wanted)
			this.done();
	}

	// Repeats the work until the server is gone; what fails before that is a failure.
	async repeat(work) {
		try {
			while (!this.dying)
				await work();
		} catch (e) {
			if (!this.dying)
				throw e;
		}
	}

	async applyOnce(client) {
		const c = { client, id: await readyDraft(client), files: [] };
		this.cases.push(c);
		this.heard();
		const bytes = pdf(`${this.number} ${c.id} ${random(1e9)}`);
		const res = await upload(client, c.id, bytes);
		assert.equal(res.status, 303, await res.text());
		c.files.push(bytes);
		this.heard();
		await submit(client, c.id);
		c.submitted = true;
		this.heard();
	}

	async decideOnce(official) {
		const c = this.cases.find((one) => one.submitted && !one.tried);
		if (!c)
			return official.page('/desk/todo');
		c.tried = true;
		await decide(official, c.id);
		c.decided = true;
		this.heard();
	}

	async run(applicants, official) {
		const works = [...applicants.map((client) => this.repeat(() => this.applyOnce(client))), this.repeat(() => this.decideOnce(official))];
		const failed = Promise.all(works);
		await Promise.race([this.enough, failed]);
		await pass(random(12));
		this.dying = true;
		await this.place.stop('SIGKILL');
		await failed;
	}
}

async function checkCase(c, official, numbers) {
	const now = await caseOf(c.client, c.id);
	const letters = now.letters.map((l) => l.title).join(' ');
	if (c.submitted) {
		assert.notEqual(now.state, 'draft', `case ${c.id} was submitted`);
		assert.ok(/^HC\d{12}[0-9A-Z]$/.test(now.number), `case ${c.id} has the number '${now.number}'`);
		assert.ok(!numbers.has(now.number), `${now.number} was given out twice`);
		assert.match(letters, /申请材料接收凭证/);
		numbers.add(now.number);
	}
	if (c.decided) {
		assert.ok(['ready', 'concluded'].includes(now.state), `case ${c.id} was decided, and is ${now.state}`);
		assert.match(letters, /受理通知书.*决定书/);
	}
	const kept = await filesOf(c.client, official, c.id, now.state !== 'draft');
	for (const bytes of c.files)
		assert.ok(kept.some((k) => k.equals(bytes)), `a file of case ${c.id} is missing or changed`);
}

test(`what was acknowledged survives kill -9 (${ROUNDS} rounds)`, { timeout: 300000 }, async () => {
	const place = newPlace();
	try {
		await place.start();
		const applicants = await Promise.all(APPLICANTS.map((phone) => new Client(place).signIn(phone)));
		const official = await new Client(place).signInStaff(OFFICIAL);
		const numbers = new Set();
		let checked = 0, decided = 0;
		for (let i = 0; i < ROUNDS; i++) {
			const round = new Round(place, i);
			await round.run(applicants, official);
			const proof = place.verify();
			assert.equal(proof.status, 0, `round ${i}: ${proof.stdout}${proof.stderr}`);
			await place.start();
			for (const c of round.cases)
				await checkCase(c, official, numbers);
			checked += round.cases.length;
			decided += round.cases.filter((c) => c.decided).length;
		}
		assert.ok(checked >= ROUNDS && numbers.size > 0 && decided > 0, `${checked} cases, ${numbers.size} numbers, ${decided} decisions`);
		assert.deepEqual(await place.stop(), { code: 0, signal: null });
	} finally {
		await place.remove();
	}
});
