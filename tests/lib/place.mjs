// A place to test against: the real program, a fresh copy of the demonstration, a free port.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const BUILD = resolve(process.env.TONGBAN_BUILD || join(ROOT, 'build'));
export const TONGBAN = join(BUILD, 'tongban');
export const PASSWORD = 'tongban2026';

// Runs a command of the program to its end.
export function tongban(db, ...args) {
	return spawnSync(TONGBAN, ['--db', `sqlite:${db}`, ...args], { encoding: 'utf8' });
}

// The demonstration is installed once a test run and copied for each place: TONGBAN_TEMPLATE names its folder.
function template() {
	const named = process.env.TONGBAN_TEMPLATE;
	const folder = named || join(tmpdir(), `tongban-template-${process.pid}`);
	if (!existsSync(join(folder, 'demo.db'))) {
		const at = mkdtempSync(join(tmpdir(), 'tongban-making-'));
		const made = tongban(join(at, 'demo.db'), 'init', '--demo');
		if (made.status !== 0)
			throw new Error(`init --demo: ${made.stderr}`);
		cpSync(at, folder, { recursive: true });
		rmSync(at, { recursive: true });
		if (!named)
			process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	}
	return folder;
}

export class Place {
	constructor(folder) {
		this.folder = folder;
		this.db = join(folder, 'demo.db');
	}

	// Starts the server; env and arguments (program and options before tongban's own) are for faults and sanitizers.
	async start({ wrap = [], env = {} } = {}) {
		const args = [...wrap, TONGBAN, '--db', `sqlite:${this.db}`, 'serve', '--listen', '127.0.0.1:0'];
		this.log = '';
		this.server = spawn(args[0], args.slice(1), { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
		this.ended = new Promise((done) => this.server.once('exit', (code, signal) => done({ code, signal })));
		this.server.stderr.on('data', (d) => { this.log += d; });
		const lines = createInterface({ input: this.server.stdout });
		this.url = await new Promise((done, failed) => {
			lines.on('line', (line) => { const m = /(http:\S+)/.exec(line); if (m) done(m[1]); });
			this.server.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${this.log}`)));
		});
		return this;
	}

	async stop(signal = 'SIGTERM') {
		this.server.kill(signal);
		return this.ended;
	}

	verify() {
		return tongban(this.db, 'verify');
	}

	async remove() {
		if (this.server && this.server.exitCode === null && this.server.signalCode === null)
			await this.stop('SIGKILL');
		rmSync(this.folder, { recursive: true, force: true });
	}
}

// A fresh place with the demonstration in it; not started.
export function newPlace() {
	const folder = mkdtempSync(join(tmpdir(), 'tongban-place-'));
	cpSync(template(), folder, { recursive: true });
	return new Place(folder);
}

export async function startedPlace(options) {
	return newPlace().start(options);
}
