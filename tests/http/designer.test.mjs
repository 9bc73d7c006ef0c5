// The designer of forms: a department builds a form without a programmer, tries it as an applicant would, and takes it elsewhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { FOOD, item } from '../lib/demo.mjs';
import { brokenRules, errorBeside, fieldsOf, formHtml, tidy, valuesOf, words } from '../lib/html.mjs';
import { answers, begin } from '../lib/journey.mjs';
import { come } from '../lib/people.mjs';
import { startedPlace } from '../lib/place.mjs';

let place, editor, path;
before(async () => {
	place = await startedPlace();
	editor = await come(place, 'handler');
	path = await begun(editor, FOOD);
});
after(() => place?.remove());

// The draft of a change of an item of the demonstration: where its form is designed.
async function begun(client, id) {
	const { name } = item(id);
	const html = await client.page(`/admin/items?q=${encodeURIComponent(name)}`);
	const [, subject] = /subject=(\d+)/.exec(html) ?? assert.fail(`no link to adjust ${name}`);
	const to = await client.act('/admin/adjustments/new', { kind: 'item', subject, change: 'change', reason: 'elements' });
	return `${/^\/admin\/adjustments\/\d+/.exec(to)[0]}/form`;
}

const edition = async (page = path) => /name="edition" value="(\d+)"/.exec(await editor.page(page))[1];
const layout = (html) => [...html.matchAll(/form\/entries\/\d+">([^<]*)<\/a><\/th>/g)].map(([, title]) => title);

async function save(fields, query = 'new') {
	return editor.post(`${path}/entries/${query}`, { edition: await edition(), ...fields }, { from: path });
}

async function change(row, deed) {
	return editor.act(`${path}/change`, { edition: await edition(), row, do: deed }, { from: path });
}

const definition = async () => JSON.parse(await editor.page(`${path}/export`));

test('the form is listed with what is asked, how and when', async () => {
	const html = await editor.page(path), said = words(html);
	assert.deepEqual(layout(html), item(FOOD).form.map((f) => f.label));
	assert.match(said, /“是否网络经营”是“是”时才问/);
	assert.deepEqual(brokenRules(html), []);
	assert.deepEqual(await tidy(html) ?? [], []);
});

test('a question is added behind another, moved, copied and removed', async () => {
	const before = layout(await editor.page(path)).length;
	const res = await save({ kind: 'month', label: '开业年月', name: 'opened', required: '1', do: 'save' }, 'new?after=1');
	assert.equal(res.status, 303);
	assert.equal(layout(await editor.page(path))[1], '开业年月');
	await change('2', 'up');
	assert.equal(layout(await editor.page(path))[0], '开业年月');
	await change('1', 'copy');
	assert.ok((await definition()).properties.opened_2, 'the copy has a name of its own');
	await change('2', 'remove');
	await change('1', 'remove');
	assert.equal(layout(await editor.page(path)).length, before);
});

test('what is wrong is kept, and said at the field', async () => {
	const res = await save({ kind: 'choice', label: '店招颜色', name: 'Colour', choices: '红', when: 'nothing = 1', do: 'save' });
	const html = await res.text();
	assert.equal(res.status, 422);
	assert.match(errorBeside(html, 'name'), /小写字母/);
	assert.match(errorBeside(html, 'choices'), /至少两个/);
	assert.match(errorBeside(html, 'when'), /没有代号为 nothing/);
	assert.match(words(await editor.page(path)), /店招颜色.*3 处要改|3 处要改.*店招颜色/);
	const at = /action="([^"]*entries\/\d+[^"]*)"/.exec(html)[1].replaceAll('&amp;', '&');
	const again = await editor.post(at, { edition: await edition(), kind: 'choice', label: '店招颜色', name: 'colour', choices: '红\n蓝', do: 'save' }, { from: path });
	assert.equal(again.status, 303, 'saved anew in its place');
	assert.equal(layout(await editor.page(path)).filter((l) => l === '店招颜色').length, 1);
});

test('conditions that go in a circle are told', async () => {
	const html = await editor.page(path), titles = layout(html), at = titles.indexOf('店招颜色') + 1;
	const res = await save({ kind: 'choice', label: '店招颜色', name: 'colour', choices: '红\n蓝', when: 'colour = “红”' }, String(at));
	assert.match(errorBeside(await res.text(), 'when'), /圈/);
	await change(String(at), 'remove');
});

test('rows repeat: they are added, computed and removed without a script', async () => {
	await save({ label: '从业人员', name: 'staff', min: '1', max: '4' }, 'new?kind=group');
	await save({ kind: 'text', label: '姓名', name: 'who', required: '1' });
	await save({ kind: 'money', label: '月薪', name: 'pay' });
	await save({ label: '合计' }, 'new?kind=group');
	await save({ kind: 'computed', label: '每月工资', name: 'total', computed: 'sum(staff.pay)' });
	await save({ kind: 'signature', label: '签名', name: 'sign', required: '1' });
	assert.doesNotMatch(words(await editor.page(path)), /处要改好才能提交/);

	const preview = `${path}/preview`;
	let html = await editor.page(preview);
	assert.deepEqual(brokenRules(html), []);
	assert.deepEqual(await tidy(html) ?? [], []);
	const form = () => valuesOf(formHtml(html, preview));
	html = await (await editor.post(preview, { ...form(), 'staff-0-who': '陈一', 'staff-0-pay': '3000', 'form-row': 'add-staff' })).text();
	assert.match(html, /name="staff-1-who"/);
	assert.doesNotMatch(html, /class="errors"/, 'a row is asked for, nothing is judged yet');
	html = await (await editor.post(preview, { ...form(), 'staff-1-who': '陈二', 'staff-1-pay': '很多', 'sign-name': '别人', 'sign-agree': '1' })).text();
	assert.match(errorBeside(html, 'staff-1-pay'), /金额/);
	assert.match(errorBeside(html, 'sign-name'), /王晓岚/);
	assert.ok(errorBeside(html, 'business_place'), 'the other questions are judged too');
	assert.match(html, /data-value="3000"/);
	html = await (await editor.post(preview, { ...form(), 'form-row': 'remove-staff-0' })).text();
	assert.equal(valuesOf(formHtml(html, preview))['staff-0-who'], '陈二');
	assert.doesNotMatch(html, /name="staff-1-who"/);
});

test('everything right: the answers read as the officials will see them', async () => {
	const preview = `${path}/preview`, html = await editor.page(preview);
	const right = { business_form: '餐饮服务经营者', business_place: '示范路 1 号一楼', business_area: '80', business_items: '热食', cold_food: '否', online_sale: '否',
		manager_name: '陈一', staff_count: '2', 'staff-0-who': '陈一', 'staff-0-pay': '3000.5', 'sign-name': '王晓岚', 'sign-agree': '1' };
	const choices = Object.fromEntries(circumstances(html).map((name) => [name, firstChoice(html, name)]));
	const res = await editor.post(preview, { ...valuesOf(formHtml(html, preview)), ...choices, ...right });
	const said = words(await res.text());
	assert.equal(res.status, 200, said.slice(0, 1500));
	assert.match(said, /都填对了/);
	assert.match(said, /从业人员（第 1 行） · 姓名 陈一/);
	assert.match(said, /每月工资 3000.5/);
	assert.match(said, /王晓岚（\d{4}-\d\d-\d\d \d\d:\d\d 签名）/);
});

const circumstances = (html) => (item(FOOD).circumstances ?? []).map((c) => c.name).filter((name) => html.includes(`name="${name}"`));
const firstChoice = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)[1];

test('what is exported comes back as it went', async () => {
	const schema = await definition();
	assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
	assert.equal(schema.properties.staff.type, 'array');
	const form = new FormData();
	form.set('edition', await edition());
	form.set('replace', '1');
	form.set('csrf', await editor.csrf(path));
	form.set('file', new Blob([JSON.stringify(schema)], { type: 'application/json' }), '定义.json');
	const res = await editor.request(`${path}/import`, { method: 'POST', body: form });
	assert.equal(res.status, 303);
	assert.deepEqual(await definition(), schema);
});

test('what is no definition is refused in words, and nothing changes', async () => {
	const was = await definition();
	for (const [content, said] of [['{"a":1}', /不是申请表的定义/], ['不是 JSON', /不是 JSON/], ['', /先选择/], [JSON.stringify(Array(201).fill({ name: 'a', label: 'a', kind: 'text' })), /最多 200 项/]]) {
		const form = new FormData();
		form.set('edition', await edition());
		form.set('csrf', await editor.csrf(path));
		form.set('file', new Blob([content]), 'x.json');
		const res = await editor.request(`${path}/import`, { method: 'POST', body: form });
		assert.equal(res.status, 400, content.slice(0, 20));
		assert.match(words(await res.text()), said);
	}
	assert.deepEqual(await definition(), was);
});

test('the form of another item is copied behind', async () => {
	const { local_code: code, form } = item(7), before = layout(await editor.page(path)).length;
	await editor.act(`${path}/copy`, { edition: await edition(), code }, { from: path });
	assert.equal(layout(await editor.page(path)).length, before + form.length);
	const none = await editor.post(`${path}/copy`, { edition: await edition(), code: 'NONE' }, { from: path });
	assert.equal(none.status, 400);
});

test('a save on an old page is told, not lost over the other one', async () => {
	const old = await edition();
	await change('1', 'down');
	const res = await editor.post(`${path}/change`, { edition: old, row: '1', do: 'remove' }, { from: path });
	assert.equal(res.status, 409);
	assert.match(words(await res.text()), /别人保存过/);
});

test('only those who keep the item design its form, and only while it is a draft', async () => {
	const other = await come(place, 'checker');
	assert.equal((await other.request(path)).status, 403);
	const reform = await come(place, 'reform');
	assert.equal((await reform.request(path)).status, 200);
	const sent = await begun(editor, 2);
	const old = await edition(sent);
	await editor.act(sent.replace(/form$/, 'act/drop'), {}, { from: sent });
	const late = await editor.post(`${sent}/change`, { edition: old, row: '1', do: 'remove' }, { from: path });
	assert.equal(late.status, 409);
	assert.doesNotMatch(await editor.page(sent), /name="do"/, 'it is shown, but not changed');
});

test('the form of a published item is public as a schema and on paper', async () => {
	const { local_code: code, form } = item(FOOD), nobody = await come(place, 'nobody');
	const schema = JSON.parse(await nobody.page(`/items/${code}/form.json`));
	for (const f of form)
		assert.equal(schema.properties[f.name].title, f.label);
	assert.deepEqual(schema.properties.business_form.enum, form.find((f) => f.name === 'business_form').choices);
	assert.ok(schema.required.includes('business_form') && !schema.required.includes('online_address'), 'what depends on an answer is not always required');
	const res = await nobody.request(`/items/${code}/form.pdf`), bytes = Buffer.from(await res.arrayBuffer());
	assert.equal(res.headers.get('content-type'), 'application/pdf');
	assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
	assert.equal((await nobody.request('/items/NONE/form.json')).status, 404);
	assert.equal((await nobody.request('/items/NONE/form.pdf')).status, 404);
	const draft = await editor.request(`${path}/paper`);
	assert.equal(draft.headers.get('content-type'), 'application/pdf');
});

// ---- as applicants meet it ----

const draftOf = (client, id) => begin(client, item(id));

test('a row more is kept in the draft and shown again; the whole is judged when it is saved', async () => {
	const client = await new Client(place).signIn('13900000003'), draft = await draftOf(client, 19), path = `${draft}/form`;
	const all = answers(item(19), '陈美玲');
	const to = await client.act(path, { ...all, 'form-row': 'add-family' });
	assert.equal(to, `${path}#family`, 'back to the group');
	let html = await client.page(path);
	assert.match(html, /name="family-rows" value="2"/);
	assert.match(html, /name="family-0-member"[^>]* value="[^"]+"/);
	assert.deepEqual(brokenRules(html), []);
	const second = { 'family-rows': '2', 'family-1-member': '陈小明', 'family-1-relation': '子女', 'family-1-member_id': '350206198505120020', 'family-1-work': '上学', 'family-1-earns': '100.5' };
	const wrong = await client.post(path, { ...all, ...second, 'family-0-earns': '900', 'sign-name': '别人' });
	html = await wrong.text();
	assert.equal(wrong.status, 422);
	assert.equal(errorBeside(html, 'sign-name'), '签名应是“陈美玲”');
	await client.act(path, { ...all, ...second, 'family-0-earns': '900' });
	const said = words(await client.page(`${draft}/check`));
	assert.match(said, /共同生活的家庭成员（第 2 行）/);
	assert.match(said, /每人每月平均（元） 500.25/);
	assert.match(said, /陈美玲（\d{4}-\d\d-\d\d \d\d:\d\d 签名）/);
	assert.doesNotMatch(said, /申请表还没有填好/);
});

test('sums that do not fit are told where they are computed', async () => {
	const client = await new Client(place).signIn('13900000014'), draft = await draftOf(client, 3), path = `${draft}/form`;
	const all = answers(item(3));
	const res = await client.post(path, { ...all, capital: '50', 'shareholders-0-amount': '20' });
	assert.equal(res.status, 422);
	const html = await res.text();
	assert.match(words(html), /认缴额合计（万元）：各位股东认缴额的合计应等于注册资本/);
	assert.match(html, /id="total"/, 'where the summary of errors leads');
	await client.act(path, { ...all, capital: '50', 'shareholders-0-amount': '50' });
});

test('what a licence says already is filled in, and may be changed', async () => {
	const client = await new Client(place).signIn('13900000012'), draft = await draftOf(client, 2);
	const html = await client.page(`${draft}/form`), field = fieldsOf(formHtml(html, `${draft}/form`)).find((f) => f.name === 'licence_number');
	assert.match(field.value, /\S{6,}/, 'the number of the licence that the company holds');
	assert.match(words(html), /已按您的账户填好，可以改。/);
});
