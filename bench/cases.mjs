// Submissions against a bare loop over SQLite, actions on cases, and how the desk and the deadlines do when a place grows.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Server, copyPlace, load, median, part, run } from './lib.mjs';

const BATCHES = [32, 128], DRAFTS = 3000, ROUNDS = 3, SIZES = [10000, 1000000], DESK_SECONDS = 3, DESK_CLIENTS = 8, OFFICIAL = '01a',
	GROWN_OPEN_IN = 10;

function remove(db) {
	for (const end of ['', '-wal', '-shm', '.key', '.files', '.log'])
		rmSync(db + end, { recursive: true, force: true });
}

// Puts the drafts into a place; returns the list of requests that submit them.
export function prepareDrafts(build, db) {
	const list = `${db}.drafts`;
	run(join(build, 'bench/bench_prepare'), 'drafts', db, DRAFTS, list);
	return list;
}

export async function measureSubmissions(build, db, list, folder) {
	const bare = [], http = Object.fromEntries(BATCHES.map((b) => [b, []]));
	for (let round = 0; round < ROUNDS; round++) {
		bare.push(JSON.parse(run(join(build, 'bench/bench_bare'), join(folder, 'bare.db'), db, list, ...BATCHES)));
		for (const clients of BATCHES) {
			const copy = copyPlace(db, join(folder, 'http.db'));
			const server = await Server.tongban(build, copy);
			http[clients].push(load(build, server, list, clients));
			await server.stop();
			remove(copy);
		}
	}
	remove(join(folder, 'bare.db'));
	return BATCHES.map((clients) => {
		const of = (key) => median(http[clients].map((x) => x[key]));
		return { clients, rate: of('rate'), cpu: of('cpu'), p50: of('p50'), p95: of('p95'), p99: of('p99'),
			bare: median(bare.map((x) => x[clients])), statements: bare[0].statements, bytes: bare[0].bytes };
	});
}

async function measureSize(build, db, list, folder, size) {
	const copy = copyPlace(db, join(folder, 'grown.db')), desk = join(folder, 'desk');
	const fillBegan = performance.now();
	run(join(build, 'bench/bench_fill'), copy, size, GROWN_OPEN_IN);
	const fill = (performance.now() - fillBegan) / 1000;
	run(join(build, 'bench/bench_prepare'), 'desk', copy, 100, OFFICIAL, desk);
	const server = await Server.tongban(build, copy);
	await server.get('/');
	const start = performance.now() - server.began;
	const result = { size, fill, start };
	for (const [name, file] of [['todo', desk], ['page', `${desk}.case`], ['progress', `${desk}.progress`]]) {
		load(build, server, file, DESK_CLIENTS, 1);
		result[name] = load(build, server, file, DESK_CLIENTS, DESK_SECONDS);
	}
	result.reading = { all: server.memory('VmRSS'), own: server.memory('RssAnon') };
	result.submit = load(build, server, part(list, 0, DRAFTS / 2), BATCHES[0]);
	result.after = { all: server.memory('VmRSS'), own: server.memory('RssAnon') };
	await server.stop();
	remove(copy);
	return result;
}

export async function measureGrowth(build, db, list, folder) {
	const results = [];
	for (const size of SIZES)
		results.push(await measureSize(build, db, list, folder, size));
	return results;
}

// Passing, accepting, advancing and granting, so many at once.
export function measureActions(build, db, list, folder) {
	return BATCHES.map((threads) => {
		const rates = [];
		for (let round = 0; round < ROUNDS; round++) {
			const copy = copyPlace(db, join(folder, 'actions.db'));
			rates.push(JSON.parse(run(join(build, 'bench/bench_law'), 'actions', copy, list, threads)).rate);
			remove(copy);
		}
		return { threads, rate: median(rates) };
	});
}

// Finding what has fallen due, with every case open.
export function measureDue(build, db, folder) {
	return SIZES.map((size) => {
		const copy = copyPlace(db, join(folder, 'due.db'));
		run(join(build, 'bench/bench_fill'), copy, size, 1);
		const found = JSON.parse(run(join(build, 'bench/bench_law'), 'due', copy));
		remove(copy);
		return { size, ...found };
	});
}
