// make bench: measures the program against what is known to be fast, on this machine, in one run; prints a table and writes
// it into docs/performance.md.  node bench/run.mjs BUILD
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureActions, measureDue, measureGrowth, measureSubmissions, prepareDrafts } from './cases.mjs';
import { measureFind } from './find.mjs';
import { measureFirstGuides, measureGuide } from './guide.mjs';
import { measureImport } from './import.mjs';
import { run } from './lib.mjs';

const PAGE = resolve(dirname(fileURLToPath(import.meta.url)), '../docs/performance.md');
const PROGRAMS = ['bare', 'fill', 'find', 'law', 'load', 'micro', 'prepare'];

const whole = (v) => Math.round(v).toLocaleString('en-US');
const ms = (v) => `${v.toFixed(v < 10 ? 3 : 0)} ms`;
const met = (fine) => (fine ? 'met' : 'missed');

function guideRows(guides) {
	return guides.map((g) => [`guide page, ${g.name}, ${whole(g.bytes)} bytes: processor time a request, against nginx`,
		`${ms(g.ours)} (${whole(g.rate)}/s)`, `${ms(g.theirs)} (${whole(g.theirRate)}/s)`, (g.ours / g.theirs).toFixed(2), '≤ 1.0',
		met(g.ours <= g.theirs)]);
}

function submissionRows(submissions) {
	return submissions.map((s) => [`submissions, durable, ${s.clients} clients, against the same ${s.statements} statements in a bare loop`,
		`${whole(s.rate)}/s (${s.p50}/${s.p95}/${s.p99} ms)`, `${whole(s.bare)}/s`, (s.rate / s.bare).toFixed(2), '≥ 0.5',
		met(s.rate / s.bare >= 0.5)]);
}

function growthRows([small, large]) {
	const names = { todo: 'to-do list', page: 'case page', progress: 'progress query', submit: 'submission' };
	return Object.entries(names).map(([key, name]) => {
		const growth = large[key].cpu / small[key].cpu;
		return [`${name}: processor time a request, ${whole(large.size)} cases against ${whole(small.size)}`,
			`${ms(large[key].cpu)} (${whole(large[key].rate)}/s)`, `${ms(small[key].cpu)} (${whole(small[key].rate)}/s)`, growth.toFixed(2),
			'≤ 1.3', met(growth <= 1.3)];
	});
}

function actionRows(actions) {
	return actions.map((a) => [`actions on cases (pass, accept, advance, grant), durable, ${a.threads} at once`, `${whole(a.rate)}/s`, '', '', '', '']);
}

function findRows([district, province]) {
	const kinds = { words: 'words', pinyin: 'pinyin', everyday: 'what people say', slips: 'slips of the pen', filters: 'filters alone' };
	const us = (v) => `${(v / 1000).toFixed(3)} ms`;
	return [
		...Object.entries(kinds).map(([key, what]) => [`a search by ${what}, ${whole(province.items)} items, beside ${whole(district.items)}`,
			us(province[key]), us(district[key]), (province[key] / district[key]).toFixed(1), '< 1 ms in a district', met(district[key] < 1000)]),
		[`the first search after a publication, the same`, ms(province.published), ms(district.published), '', '≤ 100 ms', met(province.published <= 100)],
		['making the index, the same', ms(province.first), ms(district.first), '', '', ''],
	];
}

function firstGuideRow([district, province]) {
	const growth = province.cpu / district.cpu;
	return [`guides of different items, each drawn for the first time: processor time a request, ${whole(province.items)} items against ${whole(district.items)}`,
		ms(province.cpu), ms(district.cpu), growth.toFixed(2), '≤ 1.3', met(growth <= 1.3)];
}

function dueRows([small, large]) {
	return Object.entries({ none: 'nothing', hundred: '100 cases' }).map(([key, what]) => {
		const growth = large[key] / small[key];
		return [`finding what has fallen due (${what}): processor time, ${whole(large.size)} open cases against ${whole(small.size)}`,
			ms(large[key]), ms(small[key]), growth.toFixed(2), '≤ 1.3', met(growth <= 1.3)];
	});
}

function importRows({ rows, look, all, out }) {
	const s = (v) => `${v.toFixed(1)} s`;
	return [
		[`import of a catalogue of ${whole(rows)} rows in one durable transaction`, `${s(all)} (${whole(rows / all)} rows/s)`, '', '', '≤ 20 s', met(all <= 20)],
		['of it, writers wait while the transaction runs; the rest only looks', s(Math.max(0, all - look)), s(all), ((all - look) / all).toFixed(2), '', ''],
		[`export of ${whole(rows)} items as CSV`, `${s(out)} (${whole(rows / out)} rows/s)`, '', '', '', ''],
	];
}

function otherRows([, large], micro, imported) {
	const mb = (m) => `${m.all.toFixed(0)} MB, own ${m.own.toFixed(0)} MB`;
	return [
		[`memory at ${whole(large.size)} cases after reading`, mb(large.reading), '', '', '≤ 64 MB', met(large.reading.all <= 64)],
		['the same after submissions, with letters being made', mb(large.after), '', '', '≤ 64 MB', met(large.after.all <= 64)],
		[`from start to first answer at ${whole(large.size)} cases`, ms(large.start), '', '', '', ''],
		['due days of clocks', `${whole(micro.clocks)}/s`, '', '', '', ''],
		['hash of a password (argon2id)', ms(micro.password), '', '', '', ''],
		['a letter as PDF', ms(micro.letter), '', '', '', ''],
		...importRows(imported),
	];
}

function print(rows) {
	const head = ['what', 'here', 'beside it', 'ratio', 'aim', ''];
	const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
	const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB memory`;
	const text = `Command: \`make bench\`. Machine: ${machine}.\n\n${lines.join('\n')}`;
	console.log(text);
	const page = readFileSync(PAGE, 'utf8').split('<!-- bench -->');
	if (page.length !== 3)
		throw new Error(`${PAGE} needs two <!-- bench --> marks`);
	writeFileSync(PAGE, [page[0], `\n${text}\n`, page[2]].join('<!-- bench -->'));
}

async function main(build) {
	const folder = mkdtempSync(join(tmpdir(), 'tongban-bench-'));
	const say = (words) => process.stderr.write(`bench: ${words} …\n`);
	try {
		run('ninja', '-C', build, ...PROGRAMS.map((p) => `bench/bench_${p}`));
		const db = join(folder, 'base.db');
		run(join(build, 'tongban'), '--db', `sqlite:${db}`, 'init', '--demo');
		say('small things');
		const micro = JSON.parse(run(join(build, 'bench/bench_micro')));
		say('a province moving in and out');
		const imported = measureImport(build, folder);
		say('searching in a district and in a province');
		const finds = measureFind(build, folder);
		say('guides in a district and in a province');
		const firsts = [];
		for (const { place } of finds)
			firsts.push(await measureFirstGuides(build, place));
		say('a guide page beside nginx');
		const guides = await measureGuide(build, db, folder);
		say('submissions beside a bare loop');
		const list = prepareDrafts(build, db);
		const submissions = await measureSubmissions(build, db, list, folder);
		say('10 thousand and 1 million cases');
		const growth = await measureGrowth(build, db, list, folder);
		say('actions on cases, and what has fallen due');
		const actions = measureActions(build, db, list, folder), due = measureDue(build, db, folder);
		print([...guideRows(guides), firstGuideRow(firsts), ...findRows(finds), ...submissionRows(submissions), ...actionRows(actions), ...growthRows(growth), ...dueRows(due),
			...otherRows(growth, micro, imported)]);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

if (!process.argv[2]) {
	console.error('usage: node bench/run.mjs BUILD');
	process.exit(2);
}
await main(resolve(process.argv[2]));
