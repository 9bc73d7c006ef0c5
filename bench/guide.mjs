// A public page, ready in memory, against the same bytes as a file behind nginx: what does one request cost the server?
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { Server, median, wrk } from './lib.mjs';

const PAGE_BYTES = 30000, CLIENTS = 32, SECONDS = 5, ROUNDS = 3, DIFFERENT = 3000;
const MODES = [{ name: 'plain', headers: [] }, { name: 'gzip', headers: ['Accept-Encoding: gzip'] }];

// The guide whose page comes nearest to 30 KB.
async function findGuide(tongban) {
	const list = (await tongban.get('/items')).body.toString();
	const paths = new Set([...list.matchAll(/href="(\/items\/[^"/?#]+)"/g)].map((m) => m[1]));
	let best;
	for (const path of paths) {
		const { status, body } = await tongban.get(path);
		if (status === 200 && (!best || Math.abs(body.length - PAGE_BYTES) < Math.abs(best.body.length - PAGE_BYTES)))
			best = { path, body };
	}
	return best;
}

function freePort() {
	return new Promise((done) => {
		const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
	});
}

async function startNginx(folder) {
	const port = await freePort();
	const config = join(folder, 'nginx.conf');
	const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((t) => `${t}_temp_path ${folder}/${t};`).join(' ');
	writeFileSync(config, `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http { ${temp} access_log ${folder}/access.log; sendfile on; tcp_nopush on; keepalive_requests 1000000000; gzip_static on;
types { text/html html; } server { listen 127.0.0.1:${port}; root ${folder}/www; } }
`);
	const server = await Server.start('nginx', ['-c', config, '-e', `${folder}/error.log`], `${folder}/nginx.log`, async () => port);
	for (let tries = 0; tries < 100; tries++) {
		const answer = await server.get('/guide.html').catch(() => null);
		if (answer?.status === 200)
			return server;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error('nginx does not answer');
}

export async function measureGuide(build, db, folder) {
	const tongban = await Server.tongban(build, db);
	const guide = await findGuide(tongban);
	const packed = (await tongban.get(guide.path, { 'accept-encoding': 'gzip' })).body;
	mkdirSync(join(folder, 'www'), { recursive: true });
	writeFileSync(join(folder, 'www/guide.html'), guide.body);
	writeFileSync(join(folder, 'www/guide.html.gz'), packed);
	const nginx = await startNginx(folder);
	const results = [];
	for (const { name, headers } of MODES) {
		const ours = [], theirs = [];
		for (let round = 0; round < ROUNDS; round++) {
			ours.push(wrk(tongban, guide.path, { seconds: SECONDS, clients: CLIENTS, headers }));
			theirs.push(wrk(nginx, '/guide.html', { seconds: SECONDS, clients: CLIENTS, headers }));
		}
		const of = (list, key) => median(list.map((x) => x[key]));
		results.push({ name, bytes: name === 'gzip' ? packed.length : guide.body.length, ours: of(ours, 'cpu'), theirs: of(theirs, 'cpu'),
			rate: of(ours, 'rate'), theirRate: of(theirs, 'rate') });
	}
	await nginx.stop();
	await tongban.stop();
	return results;
}

// Guides of so many different items, each drawn for the first time: ms of the server's processor time for one.
export async function measureFirstGuides(build, { db, items, code }) {
	const tongban = await Server.tongban(build, db);
	const step = Math.max(1, Math.floor(items / DIFFERENT)), wanted = Math.min(items, DIFFERENT);
	await tongban.get(`/items/${code(0)}`);
	const before = tongban.cpu();
	for (let i = 1; i <= wanted; i++) {
		const { status } = await tongban.get(`/items/${code((i * step) % items)}`);
		if (status !== 200)
			throw new Error(`a guide answers ${status}`);
	}
	const cpu = (tongban.cpu() - before) * 1000 / wanted;
	await tongban.stop();
	return { items, cpu };
}
