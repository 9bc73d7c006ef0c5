// The compilers html2c and sql2c, and embed: TONGBAN_TOOLS=<folder of the three programs> node --test tests/tools.mjs
//
// A golden is a source in html2c/ or sql2c/ with the .c and .h that must come of it beside it. A bad-* file holds sources
// that must be refused, each below a comment `refused at LINE: words`; its lines are counted from the comment on.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const TESTS = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(TESTS);
const TOOLS = resolve(process.env.TONGBAN_TOOLS ?? 'build');
const BASE = ['arena', 'err', 'out', 'str'].map((name) => join(ROOT, 'src/base', `${name}.c`));
const work = mkdtempSync(join(tmpdir(), 'tongban-tools-'));
after(() => rmSync(work, { recursive: true }));

function run(program, args, cwd = TESTS) {
	const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
	assert.equal(error, undefined);
	return { status, stderr };
}

function compile(args) {
	const flags = ['-std=c17', '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Werror'];
	const includes = [work, TESTS, join(ROOT, 'src')].map((folder) => `-I${folder}`);
	return run(process.env.CC ?? 'cc', [...flags, ...includes, ...args]);
}

function files(folder, pattern) {
	return readdirSync(join(TESTS, folder)).filter((name) => pattern.test(name)).sort();
}

// Translates FOLDER/NAME.ending, found below cwd, to WORK/NAME.c and .h.
function translate(tool, source, cwd = TESTS) {
	const stem = join(work, basename(source).replace(/\..*/, ''));
	return { ...run(join(TOOLS, tool), [source, `${stem}.c`, `${stem}.h`], cwd), c: `${stem}.c`, h: `${stem}.h` };
}

function goldens(tool, ending) {
	for (const name of files(tool, new RegExp(`^[a-z_]+\\.${ending}$`))) {
		test(`${tool}/${name} becomes the expected C`, () => {
			const made = translate(tool, `${tool}/${name}`);
			assert.deepEqual([made.status, made.stderr], [0, '']);
			for (const path of [made.c, made.h])
				assert.equal(readFileSync(path, 'utf8'), readFileSync(join(TESTS, tool, basename(path)), 'utf8'));
		});
	}
}

// The sources in a bad-* file: [{ at, line, words, text }].
function badSources(path) {
	const all = [];
	readFileSync(path, 'utf8').split('\n').forEach((line, i) => {
		const mark = /^(?:\{\{)?-- refused at (\d+): (.*?)(?: --\}\})?$/.exec(line);
		if (mark)
			all.push({ at: i + 1, line: Number(mark[1]), words: mark[2], lines: [] });
		else
			all.at(-1).lines.push(line);
	});
	return all.map(({ lines, ...rest }) => ({ ...rest, text: lines.join('\n') }));
}

function refusals(tool, ending) {
	for (const name of files(tool, new RegExp(`^bad-.*\\.${ending}$`))) {
		for (const bad of badSources(join(TESTS, tool, name))) {
			test(`${tool}/${name}:${bad.at} is refused: ${bad.words}`, () => {
				mkdirSync(join(work, 'room'), { recursive: true });
				writeFileSync(join(work, 'room', `source.${ending}`), bad.text);
				const made = translate(tool, `room/source.${ending}`, work);
				assert.equal(made.status, 1, 'must fail with exit status 1');
				const start = `room/source.${ending}:${bad.line}: `;
				assert.equal(made.stderr.slice(0, start.length), start, made.stderr);
				assert.ok(made.stderr.includes(bad.words), `expected "${bad.words}" in: ${made.stderr}`);
			});
		}
	}
}

goldens('html2c', 'html');
goldens('sql2c', 'sql');
refusals('html2c', 'html');
refusals('sql2c', 'sql');

test('pages, compiled and run, escape by place', () => {
	const pages = files('html2c', /^[a-z_]+\.html$/).map((name) => translate('html2c', `html2c/${name}`).c);
	const program = join(work, 'print_pages');
	const built = compile(['-o', program, join(TESTS, 'html2c/print_pages.c'), ...pages, ...BASE]);
	assert.deepEqual(built, { status: 0, stderr: '' });
	const printed = execFileSync(program, { encoding: 'utf8' });
	assert.equal(printed, readFileSync(join(TESTS, 'html2c/print_pages.expected'), 'utf8'));
});

test('a mistake in an expression is reported at the line of the page', () => {
	mkdirSync(join(work, 'room'), { recursive: true });
	writeFileSync(join(work, 'room', 'typo.html'), '{{param const char *name}}\n<p>\n\t{{nam}}\n</p>\n');
	const made = translate('html2c', 'room/typo.html', work);
	assert.equal(made.status, 0);
	const { status, stderr } = compile(['-fsyntax-only', made.c]);
	assert.notEqual(status, 0);
	assert.match(stderr, /room\/typo\.html:3:.*nam/);
});

test('statements, compiled, fit the store', () => {
	const made = translate('sql2c', 'sql2c/sample.sql');
	assert.deepEqual(compile(['-fsyntax-only', made.c]), { status: 0, stderr: '' });
});

test('a source outside a room, and one that is missing, are refused', () => {
	const outside = run(join(TOOLS, 'html2c'), ['guide.html', '/dev/null', '/dev/null'], join(TESTS, 'html2c'));
	assert.equal(outside.status, 1);
	assert.match(outside.stderr, /^guide\.html:1: must lie in a room's folder/);
	assert.match(translate('sql2c', 'sql2c/missing.sql').stderr, /^sql2c\/missing\.sql:1: No such file/);
});

test('embed keeps every byte, and finds names behind assets/', () => {
	const contents = {
		'plain.sql': Buffer.from('CREATE TABLE a (b TEXT); -- "甲" ??/ \\ \t\r\n'),
		'assets/icons/a.svg': Buffer.from('<svg/>'),
		'bytes.bin': Buffer.from(Array.from({ length: 1024 }, (_, i) => (i * 7) % 256)),
		'empty.css': Buffer.alloc(0),
	};
	const paths = Object.entries(contents).map(([name, bytes]) => {
		const path = join(work, 'files', name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, bytes);
		return path;
	});
	const made = run(join(TOOLS, 'embed'), [join(work, 'embedded.c'), join(work, 'embedded.h'), 'sample_files', ...paths]);
	assert.deepEqual(made, { status: 0, stderr: '' });
	const program = join(work, 'print_embedded');
	const built = compile(['-o', program, join(TESTS, 'html2c/print_embedded.c'), join(work, 'embedded.c')]);
	assert.deepEqual(built, { status: 0, stderr: '' });
	const head = (name, bytes) => Buffer.from(`${name.replace('assets/', '')} ${bytes.length}\n`);
	const expected = Object.entries(contents).flatMap(([name, bytes]) => [head(name, bytes), bytes]);
	assert.deepEqual(execFileSync(program), Buffer.concat(expected));
});
