// The program on the command line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { words } from '../lib/html.mjs';
import { TONGBAN, newPlace, tongban } from '../lib/place.mjs';

const work = mkdtempSync(join(tmpdir(), 'tongban-cli-'));
after(() => rmSync(work, { recursive: true, force: true }));

const run = (...args) => spawnSync(TONGBAN, args, { encoding: 'utf8', cwd: work });
const used = (fn) => {
	const place = newPlace();
	return Promise.resolve(fn(place)).finally(() => place.remove());
};

describe('asking', () => {
	test('help lists every command', () => {
		const { status, stdout } = run('help');
		assert.equal(status, 0);
		for (const command of ['init', 'serve', 'migrate', 'verify', 'check', 'setting', 'routes', 'import', 'help'])
			assert.match(stdout, new RegExp(`^  ${command} .*\\S`, 'm'), command);
	});

	for (const [args, said] of [
		[[], /no command/], [['nonsense'], /unknown command 'nonsense'/], [['--nope', 'x', 'help'], /unknown option '--nope'/],
		[['--db'], /option '--db' needs a value/], [['help', '--nope'], /unknown option '--nope'/], [['help', 'more'], /too many arguments/],
		[['check'], /arguments are missing/], [['check', 'nonsense'], /unknown kind 'nonsense'/],
	])
		test(`tongban ${args.join(' ')}: what is wrong in one line, status 2`, () => {
			const { status, stdout, stderr } = run(...args);
			assert.equal(status, 2);
			assert.equal(stdout, '');
			assert.match(stderr, said);
			assert.match(stderr, /^tongban: [^\n]+ \(see `tongban help`\)\n$/);
		});

	test('settings: shown, changed, refused', () => used((place) => {
		assert.match(tongban(place.db, 'setting').stdout, /^upload_mb = 20\n {4}\S/m);
		assert.equal(tongban(place.db, 'setting', 'upload_mb', '5').status, 0);
		assert.match(tongban(place.db, 'setting', 'upload_mb').stdout, /^upload_mb = 5$/m);
		for (const [name, value] of [['nonsense', '1'], ['upload_mb', 'many'], ['cookie_secure', 'maybe'], ['real_name', 'never']]) {
			const { status, stderr } = tongban(place.db, 'setting', name, value);
			assert.equal(status, 2, `${name} "${value}"`);
			assert.ok(stderr.includes(`'${name}'`), stderr);
		}
		assert.equal(tongban(place.db, 'setting', 'nonsense').status, 2);
		assert.match(tongban(place.db, 'setting', 'upload_mb').stdout, /^upload_mb = 5$/m, 'still what it was');
	}));

	test('an address where another server listens is refused', () => used(async (place) => {
		await place.start();
		const { status, stderr } = tongban(place.db, 'serve', '--listen', new URL(place.url).host);
		assert.equal(status, 1, 'two servers on one port would share its visitors');
		assert.match(stderr, /cannot listen on .*: Address already in use/);
	}));

	test('an address that cannot be listened on', () => used((place) => {
		for (const address of ['nonsense', '127.0.0.1:99999', 'no-such-host:80', '127.0.0.1'])
			assert.equal(tongban(place.db, 'serve', '--listen', address).status, 1, address);
	}));
});

describe('check', () => {
	const vectors = {
		id: [['350205199003070017', '11010519491231002X', '11010519491231002x', '350206198505120020'],
			['350205199003070018', '110105194912310021', '350205199002300017', 'x', '']],
		uscc: [['91350205MA0000015J', '9144030071526726XG', '11370800MB28559184', '113502050000000194'],
			['91350205MA0000015K', '91350205MA000001', '91350205MAI000015J']],
		org: [['D2143569-X', '058396802', '426605496', '78419632X'], ['D2143569-1', '058396803', '05839680']],
		project: [['2306-350205-06-01-114548', '2020-330327-48-01-167360'], ['2306-350205-06-01-114549', '2306-350205-06-01']],
		licence: [['1.2.156.3005.2.113502050000000194001.113502050000000194.20161024000001.001.B',
			'11100000000013338W011.11430000006122244L.20230000403.001.U'],
			['1.2.156.3005.2.113502050000000194001.113502050000000194.20161024000001.001.C', '1.2.3']],
		phone: [['13900000001'], ['12900000001', '1390000000', '139000000011']],
		postcode: [['361026'], ['36102', 'abcdef']],
	};
	for (const [kind, [right, wrong]] of Object.entries(vectors))
		test(`${kind}: right ones are ok, wrong ones get a reason`, () => {
			const { status, stdout } = spawnSync(TONGBAN, ['check', kind], { input: [...right, ...wrong, ''].join('\n'), encoding: 'utf8' });
			const lines = stdout.split('\n');
			assert.equal(status, 0);
			right.forEach((value, i) => assert.equal(lines[i], 'ok', value));
			wrong.forEach((value, i) => {
				assert.notEqual(lines[right.length + i], 'ok', value);
				assert.match(lines[right.length + i], /\p{Script=Han}/u, `${value}: a reason in Chinese`);
			});
		});

	test('bytes that are no text are no reason to stop', () => {
		const input = Buffer.from([0xff, 0xfe, 10, ...Buffer.from('13900000001\n')]);
		const { status, stdout } = spawnSync(TONGBAN, ['check', 'phone'], { input, encoding: 'utf8' });
		assert.equal(status, 0);
		assert.match(stdout, /UTF-8.*\nok\n$/);
	});
});

// Node reads GB18030 but does not write it: its two-byte part is turned round once.
let twoBytes;
function gb18030(text) {
	if (!twoBytes) {
		twoBytes = new Map();
		const decoder = new TextDecoder('gb18030');
		for (let a = 0x81; a <= 0xfe; a++)
			for (let b = 0x40; b <= 0xfe; b++)
				if (b !== 0x7f)
					twoBytes.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
	}
	return Buffer.from([...text].flatMap((c) => (c < '\x80' ? [c.charCodeAt(0)] : twoBytes.get(c))));
}

describe('import', () => {
	const HEAD = 'area_code,department,department_code,item_name,item_code,item_type\n';
	const row = (n, name = `导入的事项${n}`) => `350205000000,区测试局,113502050000000194,${name},3502050000${String(n).padStart(2, '0')},01\n`;
	const file = (data) => {
		const path = join(work, 'catalogue.csv');
		writeFileSync(path, data);
		return path;
	};
	const taken = (place, data) => tongban(place.db, 'import', 'catalogue', file(data));
	const sum = (stdout) => /共 (\d+) 行：新增 (\d+)，变更 (\d+)，未变 (\d+)，未导入 (\d+)/.exec(stdout)?.slice(1).map(Number);

	for (const [what, encode] of [['UTF-8', (t) => Buffer.from(t)], ['UTF-8 with a mark', (t) => Buffer.from(`\ufeff${t}`)], ['GB18030', gb18030]])
		test(`a catalogue in ${what}, twice: nothing doubles`, () => used(async (place) => {
			const data = encode(HEAD + row(1) + row(2) + row(3)), first = taken(place, data);
			assert.equal(first.status, 0, first.stderr);
			assert.deepEqual(sum(first.stdout), [3, 3, 0, 0, 0], first.stdout);
			assert.deepEqual(sum(taken(place, data).stdout), [3, 0, 0, 3, 0], 'the second time');
			assert.deepEqual(sum(taken(place, encode(HEAD + row(1) + row(2, '改了名字的事项'))).stdout), [2, 0, 1, 1, 0], 'a changed name');
			await place.start();
			assert.match(words(await new Client(place).page('/items?q=改了名字')), /共 1 项 改了名字 ?的事项/);
		}));

	test('broken rows are named with their line and what to do; the rest is taken', () => used((place) => {
		const nameless = '350205000000,区测试局,113502050000000194,,350205000002,01\n', kindless = '350205000000,区测试局,x,种类不对,350205000004,99\n';
		const { status, stdout } = taken(place, HEAD + row(1) + nameless + row(1) + kindless + row(5));
		assert.ok(status === 0 || status === 1, `status ${status}`);
		assert.deepEqual(sum(stdout), [5, 2, 0, 0, 3], stdout);
		assert.match(stdout, /^第 3 行 \[item_name\] 未导入：没有事项名称/m);
		assert.match(stdout, /^第 4 行 \[item_code\] 未导入：.*第 2 行重复/m);
		assert.match(stdout, /^第 5 行 \[item_type\] 未导入/m);
	}));

	test('what is no catalogue is refused whole', () => used((place) => {
		for (const [what, data] of [['nothing', ''], ['another heading', 'a,b,c\n1,2,3\n'], ['no heading', row(1)],
			['bytes', Buffer.from([0xff, 0xff, 0xff, 0, 1])]]) {
			const { status, stderr } = taken(place, data);
			assert.equal(status, 1, what);
			assert.match(stderr, /^tongban: \S/, what);
		}
		assert.equal(tongban(place.db, 'import', 'catalogue', join(work, 'no-such.csv')).status, 1);
		assert.equal(tongban(place.db, 'import', 'nonsense', 'x').status, 2);
		assert.equal(tongban(place.db, 'import').status, 2);
	}));

	const shared = process.env.TONGBAN_SHARED;
	test('a real catalogue of 1,135 items', { skip: !shared && 'TONGBAN_SHARED does not name a folder with it' }, () => used((place) => {
		const path = join(shared, 'data/real-catalogue-511602.csv');
		const first = tongban(place.db, 'import', 'catalogue', path);
		assert.equal(first.status, 0, first.stderr);
		assert.deepEqual(sum(first.stdout), [1135, 1135, 0, 0, 0]);
		assert.match(first.stdout, /34 个部门，39 个部门编码/);
		assert.deepEqual(sum(tongban(place.db, 'import', 'catalogue', path).stdout), [1135, 0, 0, 1135, 0]);
		assert.deepEqual(sum(taken(place, gb18030(readFileSync(path, 'utf8'))).stdout), [1135, 0, 0, 1135, 0], 'the same in GB18030');
	}));
});

describe('setting up', () => {
	test('init makes a place that proves right; a second time it is refused', () => {
		const db = join(work, 'new.db');
		assert.equal(tongban(db, 'init').status, 0);
		assert.equal(tongban(db, 'verify').status, 0);
		const again = tongban(db, 'init');
		assert.equal(again.status, 1);
		assert.match(again.stderr, /set up before/);
		assert.equal(tongban(db, 'init', '--nope').status, 2);
	});

	test('migrate again does nothing', () => used((place) => {
		const { status, stdout } = tongban(place.db, 'migrate');
		assert.equal(status, 0);
		assert.match(stdout, /^0 migrations applied/);
	}));

	test('the key is for its owner only', () => {
		const db = join(work, 'key.db');
		assert.equal(tongban(db, 'init').status, 0);
		assert.equal(statSync(`${db}.key`).mode & 0o077, 0);
		assert.equal(statSync(`${db}.files`).mode & 0o077, 0);
	});

	test('a database that is not there is not made by looking', () => {
		const db = join(work, 'none.db');
		for (const command of ['verify', 'serve', 'setting', 'migrate'])
			assert.notEqual(tongban(db, command).status, 0, command);
		assert.ok(!existsSync(db), 'no file appears');
	});
});

describe('verify', () => {
	const files = (place) => {
		const root = `${place.db}.files`;
		return readdirSync(root).filter((d) => d.length === 2).flatMap((d) => readdirSync(join(root, d)).map((name) => join(root, d, name)));
	};

	test('the demonstration proves right', () => used((place) => {
		const { status, stdout } = place.verify();
		assert.equal(status, 0, stdout);
		assert.match(stdout, /all right/);
	}));

	for (const [what, harm] of [
		['a file that is missing', (path) => renameSync(path, `${path}.away`)],
		['a file with one byte changed', (path) => { const b = readFileSync(path); b[b.length >> 1] ^= 1; writeFileSync(path, b); }],
		['a file that was cut', (path) => writeFileSync(path, readFileSync(path).subarray(0, 100))],
	])
		test(`${what} is found and named`, () => used((place) => {
			const [path] = files(place);
			harm(path);
			const { status, stdout, stderr } = place.verify();
			assert.equal(status, 1);
			assert.ok((stdout + stderr).includes(path.split('/').at(-1).slice(0, 12)), `the file is named: ${(stdout + stderr).slice(0, 500)}`);
			assert.match(stdout, /\d+ wrong/);
		}));

	test('with another place\'s key nothing can be read', () => used((place) => {
		const db = join(work, 'other.db');
		tongban(db, 'init');
		writeFileSync(`${place.db}.key`, readFileSync(`${db}.key`));
		assert.notEqual(place.verify().status, 0);
	}));
});

test('sweep removes what no record names, once it is old enough, and nothing else', () => used((place) => {
	const { status, stdout } = tongban(place.db, 'sweep');
	assert.equal(status, 0);
	assert.match(stdout, /^\d+ removed/);
	assert.equal(place.verify().status, 0, 'what is needed is still there');
}));
