// What the measurements share: the servers, their processor time, and the two load generators.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, cpSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export function run(program, ...args) {
	const done = spawnSync(program, args.map(String), { encoding: 'utf8', maxBuffer: 1 << 26 });
	if (done.status !== 0)
		throw new Error(`${program} ${args.join(' ')}: ${done.stderr || done.error}`);
	return done.stdout;
}

// Seconds that a process and its children have spent, in user and kernel mode.
function cpuSeconds(pid) {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND + children.reduce((sum, c) => sum + cpuSeconds(c), 0);
}

export class Server {
	// Starts a program whose log goes to a file; ready() is told the lines of its standard output and gives its port.
	static async start(program, args, log, ready) {
		const s = new Server();
		const fd = openSync(log, 'w');
		s.began = performance.now();
		s.process = spawn(program, args, { stdio: ['ignore', 'pipe', fd] });
		closeSync(fd);
		s.ended = new Promise((done) => s.process.once('exit', done));
		s.port = await ready(s.process);
		return s;
	}

	static tongban(build, db) {
		const args = ['--db', `sqlite:${db}`, 'serve', '--listen', '127.0.0.1:0'];
		return Server.start(join(build, 'tongban'), args, `${db}.log`, (process) => new Promise((done, failed) => {
			createInterface({ input: process.stdout }).on('line', (line) => done(Number(/:(\d+)$/.exec(line)?.[1])));
			process.once('exit', () => failed(new Error(readFileSync(`${db}.log`, 'utf8').slice(-2000))));
		}));
	}

	cpu() {
		return cpuSeconds(this.process.pid);
	}

	memory(name) {
		return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))[1]) / 1024;
	}

	// Raw bytes, packed when asked for.
	get(path, headers = {}) {
		return new Promise((done, failed) => {
			http.get({ port: this.port, path, headers, agent: false }, (res) => {
				const parts = [];
				res.on('data', (d) => parts.push(d));
				res.on('end', () => done({ status: res.statusCode, body: Buffer.concat(parts) }));
			}).once('error', failed);
		});
	}

	async stop() {
		this.process.kill('SIGTERM');
		const late = setTimeout(() => this.process.kill('SIGKILL'), 20000);
		await this.ended;
		clearTimeout(late);
	}
}

// A copy of a place: database, key and files.
export function copyPlace(from, to) {
	copyFileSync(from, to);
	copyFileSync(`${from}.key`, `${to}.key`);
	cpSync(`${from}.files`, `${to}.files`, { recursive: true });
	return to;
}

// wrk over kept connections: requests a second, and ms of the server's processor time for one.
export function wrk(server, path, { seconds, clients, headers = [] }) {
	const before = server.cpu();
	const said = run('wrk', '-t1', `-c${clients}`, `-d${seconds}s`, ...headers.flatMap((h) => ['-H', h]), `http://127.0.0.1:${server.port}${path}`);
	if (/Non-2xx|Socket errors/.test(said))
		throw new Error(said);
	const requests = Number(/(\d+) requests in/.exec(said)[1]);
	return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]), cpu: (server.cpu() - before) * 1000 / requests };
}

// The list of requests (bench/load.c): once, or over and over for some seconds.
export function load(build, server, list, clients, ...seconds) {
	const before = server.cpu();
	const said = JSON.parse(run(join(build, 'bench/bench_load'), server.port, clients, list, ...seconds));
	return { ...said, rate: said.requests / said.seconds, cpu: (server.cpu() - before) * 1000 / said.requests };
}

// The first `n` lines behind the first `from` of a list, as a list of its own.
export function part(list, from, n) {
	const to = `${list}.${from}`;
	writeFileSync(to, readFileSync(list, 'utf8').split('\n').slice(from, from + n).join('\n') + '\n');
	return to;
}
