// Catalogue data in and out: the command line and the pages, whole and in part, with what is wrong said at its place.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, plain } from '../lib/client.mjs';
import { item, items } from '../lib/demo.mjs';
import { brokenRules, tidy, words } from '../lib/html.mjs';
import { newPlace, startedPlace, tongban } from '../lib/place.mjs';

const work = mkdtempSync(join(tmpdir(), 'tongban-transfer-'));
after(() => rmSync(work, { recursive: true, force: true }));

const file = (name, data) => {
	const path = join(work, name);
	writeFileSync(path, data);
	return path;
};
const sum = (text) => /共 (\d+) 行：新增 (\d+)，变更 (\d+)，未变 (\d+)，未导入 (\d+)/.exec(text)?.slice(1).map(Number);

describe('on the command line', () => {
	let place;
	before(() => { place = newPlace(); });
	after(() => place?.remove());
	const run = (...args) => tongban(place.db, ...args);

	for (const end of ['csv', 'json'])
		test(`what is exported as ${end} changes nothing when it comes back`, () => {
			const path = join(work, `all.${end}`), out = run('export', 'catalogue', path);
			assert.equal(out.status, 0, out.stderr);
			assert.match(out.stdout, /^\d+ 个事项已写入/);
			const n = Number(/^\d+/.exec(out.stdout)[0]);
			assert.ok(n >= items.length, `${n} items`);
			const back = run('import', 'catalogue', path);
			assert.equal(back.status, 0, back.stdout);
			assert.deepEqual(sum(back.stdout), [n, 0, 0, n, 0], back.stdout);
		});

	test('what is exported into an empty place is the same catalogue, byte for byte', () => {
		const path = join(work, 'whole.json'), again = join(work, 'again.json'), db = join(work, 'empty.db');
		run('export', 'catalogue', path);
		assert.equal(tongban(db, 'init').status, 0);
		const taken = tongban(db, 'import', 'catalogue', path);
		assert.equal(taken.status, 0, taken.stdout + taken.stderr);
		tongban(db, 'export', 'catalogue', again);
		assert.ok(readFileSync(again).equals(readFileSync(path)), 'the two files are the same');
	});

	test('an organisation alone, and what has changed since a day', () => {
		const own = join(work, 'own.json'), none = join(work, 'none.csv');
		run('export', 'catalogue', own, '--organisation', '113502050000000194');
		const { items: all } = JSON.parse(readFileSync(own, 'utf8'));
		assert.deepEqual([...new Set(all.map((i) => i.department_code))], ['113502050000000194']);
		assert.ok(all.some((i) => i.item_code === item(1).local_code));
		run('export', 'catalogue', none, '--since', '2099-01-01');
		assert.equal(readFileSync(none, 'utf8').trim().split('\n').length, 1, 'the heading alone');
	});

	test('a dry run says what would change, and changes nothing', () => {
		const path = file('dry.csv', `item_code,name\n${item(1).local_code},换了名字\n`), dry = run('import', 'catalogue', path, '--dry-run');
		assert.equal(dry.status, 0, dry.stdout);
		assert.match(dry.stdout, /事项名称由.*改为.*换了名字/);
		assert.match(dry.stdout, /什么也没有写入/);
		assert.deepEqual(sum(run('import', 'catalogue', path, '--dry-run').stdout), [1, 0, 1, 0, 0]);
	});

	test('one wrong row and nothing is written; --partial takes the others', () => {
		const path = file('half.csv', `item_code,name,type,department\nT-1,甲,01,区测试局\nT-2,乙,99,区测试局\nT-3,"丙\n`);
		const refused = run('import', 'catalogue', path);
		assert.equal(refused.status, 1);
		assert.match(refused.stdout, /^第 3 行 \[type\] 未导入：/m);
		assert.match(refused.stdout, /^第 4 行 \[name\] 未导入：引号到文件末尾都没有结束/m);
		assert.match(refused.stdout, /什么也没有写入/);
		const part = run('import', 'catalogue', path, '--partial');
		assert.equal(part.status, 0, part.stdout);
		assert.deepEqual(sum(part.stdout), [3, 1, 0, 0, 2]);
	});

	test('files that are something else are named', () => {
		for (const [name, data, say] of [['a.xlsx', 'PK\x03\x04', /XLSX/], ['a.csv', '\xff\xfea\x00', /UTF-16/], ['b.csv', 'item_code\n\x00', /空字节/],
			['c.json', '{"a":1}', /items/]]) {
			const res = run('import', 'catalogue', file(name, Buffer.from(data, 'latin1')));
			assert.equal(res.status, 1, name);
			assert.match(res.stderr, say, name);
		}
		assert.equal(run('export', 'catalogue', join(work, 'x.doc')).status, 2);
		assert.equal(run('export', 'catalogue', join(work, 'x.csv'), '--since', 'gestern').status, 2);
		assert.equal(run('import', 'catalogue', join(work, 'x.csv'), '--organisation', 'nobody').status, 2);
	});

	test('the province\'s items become drafts', () => {
		const path = file('province.xml', `<Case type="100"><Body><ServiceInfo><Infoprojid>FJ1</Infoprojid><ServiceName>省里的事项</ServiceName>
			<AddType>XK</AddType><DeptCode>113502050000000194</DeptCode><Mystery>谜</Mystery></ServiceInfo></Body></Case>`);
		const res = run('import', 'province', path);
		assert.equal(res.status, 0, res.stdout + res.stderr);
		assert.deepEqual(sum(res.stdout), [1, 1, 0, 0, 0]);
		assert.match(res.stdout, /\[Mystery\] 没有对应的栏目：“谜”/);
		assert.deepEqual(sum(run('import', 'province', path).stdout), [1, 0, 0, 0, 1], 'there is a draft already');
		assert.equal(run('import', 'province', file('bad.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).status, 1);
	});
});

describe('on the page', () => {
	let place, department, reform;
	before(async () => {
		place = await startedPlace();
		department = await new Client(place).signInStaff('01a');
		reform = await new Client(place).signInStaff('reform');
	});
	after(() => place?.remove());

	const look = async (client, name, data, how = 'draft') => {
		const form = new FormData();
		form.set('how', how);
		form.set('csrf', await client.csrf('/admin/transfer'));
		form.set('file', new Blob([data]), name);
		const res = await client.request('/admin/transfer', { method: 'POST', body: form });
		return { status: res.status, html: await res.text() };
	};
	const hidden = (html) => Object.fromEntries([...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map((m) => [m[1], plain(m[2])]));
	const take = (client, html, more = {}) => client.act('/admin/transfer/take', { ...hidden(html), ...more }, { from: '/admin/transfer' });

	test('a department brings a change of its item, which becomes a draft', async () => {
		const { html, status } = await look(department, '食品.csv', `item_code,一句话介绍\n${item(1).local_code},开店前先办\n`);
		assert.equal(status, 200);
		assert.match(words(html), /1 项变更/);
		assert.match(words(html), /一句话介绍.*开店前先办/);
		assert.equal(await take(department, html), '/admin/adjustments');
		assert.match(words(await department.page('/admin/adjustments')), new RegExp(item(1).name.slice(0, 6)));
		assert.doesNotMatch(await department.page(`/items/${item(1).local_code}`), /开店前先办/);
	});

	test('a department cannot bring what is not its own', async () => {
		const other = items.find((i) => i.organisation !== item(1).organisation);
		const { html } = await look(department, 'x.csv', `item_code,name\n${other.local_code},拿过来\n`, 'publish');
		assert.match(words(html), /1 行不能导入/);
		assert.match(words(html), /只能导入自己部门的事项/);
		assert.doesNotMatch(html, /name="seal"/, 'nothing to take');
	});

	test('the reform office publishes at once', async () => {
		const { html } = await look(reform, 'x.json', JSON.stringify([{ item_code: item(2).local_code, summary: '马上生效的介绍' }]), 'publish');
		assert.match(words(html), /立即生效/);
		assert.equal(await take(reform, html), '/admin/transfer');
		const api = await (await reform.request(`/api/v1/items/${item(2).local_code}`)).json();
		assert.equal(api.elements.summary, '马上生效的介绍');
		assert.equal(api.version, 2);
	});

	test('a file is taken only by who has looked at it', async () => {
		const { html } = await look(reform, 'x.csv', `item_code,summary\n${item(3).local_code},改\n`, 'publish');
		const body = { ...hidden(html), how: 'publish' };
		assert.equal((await department.post('/admin/transfer/take', { ...body, csrf: await department.csrf('/admin/transfer') })).status, 400);
		assert.equal((await reform.post('/admin/transfer/take', { ...body, file: 'a'.repeat(64), csrf: await reform.csrf('/admin/transfer') })).status, 400);
	});

	test('good rows are taken without the others when that is confirmed', async () => {
		const { html } = await look(reform, 'x.csv', `item_code,summary,receive_days\n${item(4).local_code},好的,2\n${item(5).local_code},坏的,二\n`, 'publish');
		assert.match(words(html), /1 行不能导入/);
		const refused = await reform.post('/admin/transfer/take', hidden(html), { from: '/admin/transfer' });
		assert.equal(refused.status, 422);
		assert.equal(await take(reform, html, { partial: '1' }), '/admin/transfer');
		const api = await (await reform.request(`/api/v1/items/${item(4).local_code}`)).json();
		assert.equal(api.elements.summary, '好的');
	});

	test('nothing chosen, and a file that is something else, are said at the field', async () => {
		for (const [name, data, say] of [['', '', /请选择文件/], ['x.csv', 'PK\x03\x04', /XLSX/]]) {
			const { html, status } = await look(department, name, data);
			assert.equal(status, 422);
			assert.match(words(html), say);
		}
	});

	test('downloads in every format', async () => {
		for (const [format, begin] of [['csv', '\ufeff'], ['json', '{"items":['], ['xlsx', 'PK']]) {
			const res = await reform.post('/admin/transfer/export', { format, org: '', since: '' }, { from: '/admin/transfer' });
			assert.equal(res.status, 200, format);
			assert.match(res.headers.get('content-disposition'), /^attachment/);
			const text = Buffer.from(await res.arrayBuffer()).toString('utf8');
			assert.ok(text.startsWith(begin), `${format} begins with ${JSON.stringify(text.slice(0, 12))}`);
		}
		assert.equal((await department.post('/admin/transfer/export', { format: 'csv', org: '', since: '' }, { from: '/admin/transfer' })).status, 403,
			'all items are not a department\'s');
		const own = /<select[^>]*name="org">.*?value="(\d+)"/s.exec(await department.page('/admin/transfer'))[1];
		const res = await department.post('/admin/transfer/export', { format: 'json', org: own, since: '' }, { from: '/admin/transfer' });
		const { items: all } = await res.json();
		assert.ok(all.length > 0 && all.every((i) => i.department === all[0].department));
	});

	test('the pages are valid HTML', async () => {
		for (const client of [department, reform]) {
			const { html } = await look(client, 'x.csv', `item_code,summary,receive_days\n${item(6).local_code},又改,2\n${item(1).local_code},又改,二\n`);
			for (const page of [await client.page('/admin/transfer'), html]) {
				assert.deepEqual(brokenRules(page), []);
				assert.deepEqual(await tidy(page) ?? [], []);
			}
		}
	});
});
