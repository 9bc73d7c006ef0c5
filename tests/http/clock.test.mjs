// `tongban clock`: when periods end, on the command line; and the examples of docs/clocks.md, which are run here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ROOT, TONGBAN, newPlace } from '../lib/place.mjs';

const work = mkdtempSync(join(tmpdir(), 'tongban-clock-'));
after(() => rmSync(work, { recursive: true, force: true }));

const run = (args, input = '') => spawnSync(TONGBAN, args, { encoding: 'utf8', cwd: work, input });
const due = (lines, ...options) => {
	const { status, stdout, stderr } = run([...options, 'clock', 'due'], lines.map((l) => `${l}\n`).join(''));
	assert.equal(stderr, '');
	return { status, answers: stdout.split('\n').slice(0, -1) };
};
const file = (name, text) => {
	writeFileSync(join(work, name), text);
	return name;
};

describe('docs/clocks.md', () => {
	const page = readFileSync(join(ROOT, 'docs/clocks.md'), 'utf8');
	const blocks = (kind) => [...page.matchAll(new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\``, 'gms'))].map(([, inside]) => inside);

	test('every example is answered as it is written', () => {
		const found = blocks('clock');
		assert.ok(found.length >= 6, `${found.length} blocks of examples`);
		for (const block of found) {
			const lines = block.trim().split('\n').map((line) => line.split(' → '));
			assert.deepEqual(due(lines.map(([question]) => question)).answers, lines.map(([, answer]) => answer));
		}
	});

	test('every explanation is what the program says', () => {
		const found = blocks('console');
		assert.ok(found.length >= 2);
		for (const block of found) {
			const [, command, said] = /^\$ tongban (.*)\n([^]*)$/.exec(block);
			assert.equal(run(command.split(' ')).stdout, said);
		}
	});
});

describe('due', () => {
	test('lines stay aligned, wrong ones say where and why', () => {
		const { status, answers } = due(['2016-10-24,20,wd', '2016-13-01,5,wd', '', 'x', '2016-10-24,five,wd', '2016-10-24,5,weeks', '2016-10-24,5,wd,2016-10-31',
			' 2016-10-24 , 5 , wd ', '2016-10-24T09:00,5,wd', '2016-10-24,5,wd\r', '2016-10-24,-1,wd', '2016-10-24,5,wd,']);
		assert.equal(status, 1);
		assert.equal(answers.length, 12);
		for (const [i, answer] of answers.entries())
			if ([0, 7, 9].includes(i))
				assert.match(answer, /^2016-1[01]-\d\d$/, `line ${i + 1}`);
			else
				assert.match(answer, new RegExp(`^error: 第 ${i + 1} 行：.*\\p{Script=Han}`, 'u'), `line ${i + 1}`);
	});

	test('nothing wrong: status 0, also for nothing asked', () => {
		assert.deepEqual(due(['2016-10-24,20,wd']), { status: 0, answers: ['2016-11-21'] });
		assert.deepEqual(due([]), { status: 0, answers: [] });
		assert.equal(run(['clock', 'due'], '2016-10-24,20,wd').stdout, '2016-11-21\n', 'a last line without its end');
	});

	test('bytes that are no text spoil their own line only', () => {
		const input = Buffer.from([...Buffer.from('2016-10-24,5'), 0, ...Buffer.from(',wd\n'), 0xff, 10, ...Buffer.from('2016-10-24,5,wd\n')]);
		const { status, stdout } = run(['clock', 'due'], input);
		assert.equal(status, 1);
		assert.match(stdout, /^error: 第 1 行：.*\nerror: 第 2 行：.*\n2016-10-31\n$/);
	});

	test('a line of a megabyte is refused like any other', () => {
		const { answers } = due([`2016-10-24,5,wd,${'9'.repeat(1 << 20)}`, '2016-10-24,5,wd']);
		assert.match(answers[0], /^error: 第 1 行：/);
		assert.equal(answers[1], '2016-10-31');
	});

	test('fifty thousand questions take seconds, not minutes', () => {
		const lines = Array.from({ length: 50000 }, (_, i) => `20${15 + (i % 11)}-0${1 + (i % 9)}-1${i % 10},${i % 60},${['wd', 'nd', 'mo'][i % 3]}`);
		const began = performance.now(), { answers } = due(lines);
		assert.equal(answers.filter((a) => /^2\d{3}-\d\d-\d\d$/.test(a)).length, lines.length);
		assert.ok(performance.now() - began < 20000, `${performance.now() - began} ms`);
	});
});

describe('which calendar', () => {
	const TYPHOON = 'date,kind,name,notice_year\n2016-11-01,off,台风停工,\n';

	test('that of a file, instead of the shipped one', () => {
		const name = file('typhoon.csv', TYPHOON);
		assert.deepEqual(run(['clock', 'due', '--calendar', name], '2016-10-24,20,wd\n2016-09-28,5,wd\n').stdout, '2016-11-22\n2016-10-05\n');
		assert.match(run(['clock', 'explain', '2016-10-31', '1', 'wd', '--calendar', name]).stdout, /2016-11-01 周二 +放假（台风停工）\n2016-11-02 周三 +1 /);
	});

	test('a file in the published form', () => {
		const notice = { $schema: 'x', year: 2016, papers: ['一份通知'], days: [{ name: '国庆节', date: '2016-10-03', isOffDay: true }] };
		assert.equal(run(['clock', 'due', '--calendar', file('2016.json', JSON.stringify(notice))], '2016-09-28,5,wd\n').stdout, '2016-10-06\n');
	});

	test('a file that is none is refused', () => {
		for (const [name, words] of [[file('bad.csv', `${TYPHOON}2016-02-30,off,x,\n`), /第 3 行/], ['no-such.csv', /打不开/], [file('nul.csv', `${TYPHOON}\0`), /UTF-8/]]) {
			const { status, stdout, stderr } = run(['clock', 'due', '--calendar', name], '2016-10-24,20,wd\n');
			assert.equal(status, 1, name);
			assert.equal(stdout, '');
			assert.match(stderr, words);
		}
	});

	test('that of the place, when one is named', async () => {
		const place = newPlace();
		try {
			assert.deepEqual(due(['2016-10-24,20,wd'], '--db', `sqlite:${place.db}`).answers, ['2016-11-21']);
		} finally {
			await place.remove();
		}
		const { status, stderr } = run(['--db', 'sqlite:none.db', 'clock', 'due'], '2016-10-24,20,wd\n');
		assert.equal(status, 1, 'a database that was named must be there');
		assert.match(stderr, /none\.db/);
	});
});

describe('explain', () => {
	test('counts and says why, up to a pause that is open', () => {
		const { status, stdout } = run(['clock', 'explain', '2016-10-24', '5', 'wd', '2016-10-25/']);
		assert.equal(status, 0);
		assert.equal(stdout, '2016-10-24 周一       当日不计，次日起算\n2016-10-25 周二    1  工作日\n暂停计时，恢复后还剩：4\n');
	});

	for (const [args, status] of [[[], 2], [['clock'], 2], [['clock', 'when'], 2], [['clock', 'due', 'x'], 2], [['clock', 'explain', '2016-10-24'], 2],
		[['clock', 'explain', '2016-10-24', '5', 'wd', '--nope'], 2], [['clock', 'explain', '2016-02-30', '5', 'wd'], 1]])
		test(`tongban ${args.join(' ')}: status ${status}, in one line`, () => {
			const got = run(args);
			assert.equal(got.status, status);
			assert.equal(got.stdout, '');
			assert.match(got.stderr, /^tongban: [^\n]+\n$/);
		});
});
