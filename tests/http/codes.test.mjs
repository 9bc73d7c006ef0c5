// Tables of codes: an administrator changes one, and every page says the new name at once; what records use is asked about.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { errorBeside, words } from '../lib/html.mjs';
import { FOOD, item } from '../lib/demo.mjs';
import { startedPlace } from '../lib/place.mjs';

const ITEM = { code: item(FOOD).local_code, name: item(FOOD).name };
let place, admin, nobody;
before(async () => {
	place = await startedPlace();
	admin = await new Client(place).signInStaff('admin');
	nobody = new Client(place);
});
after(() => place?.remove());

const table = async (name) => words(await admin.page(`/admin/codes/${name}`));
const csv = async (name) => (await (await admin.request(`/admin/codes/${name}/entries.csv`)).text()).replace(/^\uFEFF/, '').trim().split('\r\n');

test('all tables are there, with what is fixed and where sources disagree', async () => {
	const html = await admin.page('/admin/codes');
	assert.match(words(html), /事项类型（GB\/T 39046 A\.1） item_type 12 0 程序规则用到，不能删 各来源不一致/);
	assert.match(await table('depth'), /各来源不一致/);
	assert.equal((await admin.request('/admin/codes/moon')).status, 404);
	assert.equal((await admin.request('/admin/codes/moon/entries.csv')).status, 404);
	assert.equal((await admin.post('/admin/codes/moon', { do: 'add', code: '1', name: '某' }, { from: '/admin/codes/sex' })).status, 404);
});

test('only those who keep them see them', async () => {
	for (const user of ['01a', 'window', '01c'])
		assert.equal((await (await new Client(place).signInStaff(user)).request('/admin/codes')).status, 403, user);
	await (await new Client(place).signInStaff('reform')).page('/admin/codes/sex');
});

test('a new name is on every page at once', async () => {
	assert.match(words(await nobody.page(`/items/${ITEM.code}`)), /行政许可/);
	await admin.act('/admin/codes/item_type', { do: 'rename', code: '01', name: '行政许可类' });
	assert.match(words(await nobody.page(`/items/${ITEM.code}`)), /行政许可类/);
	assert.match(words(await admin.page('/admin/audit')), /改代码名称/);
	await admin.act('/admin/codes/item_type', { do: 'rename', code: '01', name: '行政许可' });
});

test('codes are added, moved and taken away; mistakes stand beside the field', async () => {
	await admin.act('/admin/codes/sex', { do: 'add', code: '9', name: '未说明' });
	await admin.act('/admin/codes/sex', { do: 'up', code: '9', name: '未说明' });
	assert.deepEqual(await csv('sex'), ['代码,名称,在用', '"1","男",1', '"9","未说明",1', '"2","女",1']);
	for (const [fields, field, said] of [
		[{ code: '9', name: '别的' }, 'code', /已经有了/], [{ code: 'a b', name: '别的' }, 'code', /只能用字母/],
		[{ code: '8', name: '男' }, 'name', /已经叫/], [{ code: '', name: '别的' }, 'code', /1 到 40/],
	]) {
		const res = await admin.post('/admin/codes/sex', { do: 'add', ...fields }), html = await res.text();
		assert.equal(res.status, 422, JSON.stringify(fields));
		assert.match(errorBeside(html.slice(html.indexOf('id="add"')), field), said, JSON.stringify(fields));
	}
	const twice = await admin.post('/admin/codes/sex', { do: 'rename', code: '9', name: '女' }), kept = await twice.text();
	assert.equal(twice.status, 422);
	assert.match(words(kept), /代码 2 已经叫“女”/);
	assert.match(kept, /name="name" value="女" aria-label="9 的名称"/, 'what was typed is still there');
	await admin.act('/admin/codes/sex', { do: 'remove', code: '9', name: '未说明' });
	assert.deepEqual(await csv('sex'), ['代码,名称,在用', '"1","男",1', '"2","女",1']);
	assert.equal((await admin.post('/admin/codes/sex', { do: 'fly' })).status, 400);
});

test('what records use is not taken away, and out of use only when that is meant', async () => {
	const fields = { do: 'off', code: '10', name: '证照' }, path = '/admin/codes/result_kind';
	const asked = words(await (await admin.post(path, fields)).text());
	assert.match(asked, /证照（10）现在有 \d+ 条记录用着/);
	assert.match(asked, new RegExp(ITEM.name.slice(0, 4)));
	assert.match((await csv('result_kind'))[1], /^"10","证照",1$/);
	await admin.act(path, { ...fields, sure: '1' });
	assert.match((await csv('result_kind'))[1], /^"10","证照",0$/);
	await admin.act(path, { ...fields, do: 'on' });
	assert.equal((await admin.post(path, { ...fields, do: 'remove', sure: '1' })).status, 200, 'asked about, not removed');
	const used = words(await (await admin.post('/admin/codes/depth', { do: 'remove', code: '1', name: '网上咨询', sure: '1' })).text());
	assert.match(used, /有记录用着的代码不能删去/);
	assert.match((await csv('depth'))[1], /^"1","网上咨询",1$/);
	const fixed = await admin.post('/admin/codes/item_type', { do: 'remove', code: '21', name: '扩展公共服务' });
	assert.equal(fixed.status, 409, 'a rule may stand on it');
	await admin.act('/admin/codes/channel', { do: 'off', code: '9', name: '其他' });
});

test('a whole table goes out, is changed and comes back: first said, then done', async () => {
	const lines = await csv('rating'), path = '/admin/codes/rating';
	const text = [...lines.slice(0, -1), '"6","卓越",1'].join('\n');
	const said = words(await (await admin.post(path, { do: 'check', text })).text());
	assert.match(said, /读到 6 行 新加 1 个，改名 0 个，重新启用 0 个，停用 1 个/);
	assert.deepEqual(await csv('rating'), lines, 'nothing has happened yet');
	await admin.act(path, { do: 'import', text });
	assert.deepEqual((await csv('rating')).slice(-2), ['"6","卓越",1', '"0","还没有评价",0']);
	const broken = await admin.post(path, { do: 'import', text: `${text}\n7 7,某\n` }), html = await broken.text();
	assert.equal(broken.status, 422);
	assert.match(errorBeside(html, 'text'), /第 8 行：代码只能用/);
	assert.match(html, /7 7,某/, 'what was typed is still there');
	await admin.act(path, { do: 'import', text: lines.join('\n') });
	assert.deepEqual((await csv('rating')).slice(0, 7), lines);
});
