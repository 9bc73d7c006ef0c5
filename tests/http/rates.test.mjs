// Stars and online rates: numbers that agree with each other on every page, what is left to do, and a standard that is data.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { formHtml, links, valuesOf, words } from '../lib/html.mjs';
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

// [all, online, full] as the figures of a page say them.
function figures(html) {
	const text = words(html);
	const [, online, all] = /三星以上 (\d+)\/(\d+) 项/.exec(text), [, full, again] = /四星以上 (\d+)\/(\d+) 项/.exec(text);
	assert.equal(all, again, 'one denominator');
	return [all, online, full].map(Number);
}

const departments = async (from = '/admin/rates') => links(await admin.page(from)).filter((to) => /^\/admin\/rates\/\d+$/.test(to));

test('everyone sees the rates, with what they are made of', async () => {
	const html = await nobody.page('/rates'), [all, online, full] = figures(html);
	assert.ok(all >= 50 && online <= all && full <= online, `${all} ${online} ${full}`);
	assert.match(words(html), new RegExp(`在用的 ${all} 项事项里`));
	assert.ok(links(html).some((to) => /^\/items\?org=\d+$/.test(to)), 'each department leads to its items');
	assert.deepEqual(figures(await admin.page('/admin/rates')), [all, online, full], 'officials see the same');
});

test('departments add up to the whole place', async () => {
	let sum = [0, 0, 0];
	for (const path of await departments())
		sum = figures(await admin.page(path)).map((n, i) => n + sum[i]);
	assert.deepEqual(sum, figures(await admin.page('/admin/rates')));
});

test('a department sees its own numbers only, the reform office and heads all', async () => {
	const drafter = await new Client(place).signInStaff('01a'), all = await departments();
	const res = await drafter.request('/admin/rates');
	assert.equal(res.status, 303);
	const own = res.headers.get('location');
	assert.ok(all.includes(own), `${own} is one of the departments`);
	await drafter.page(own);
	for (const other of all.filter((to) => to !== own).slice(0, 2))
		assert.equal((await drafter.request(other)).status, 404, other);
	assert.equal((await drafter.request('/admin/rates/0/days.csv')).status, 404);
	assert.equal((await drafter.request(`${own}/gaps.csv`)).status, 200);
	for (const user of ['reform', '01c'])
		assert.deepEqual(await new Client(place).signInStaff(user).then((c) => c.page('/admin/rates')).then(figures),
			figures(await admin.page('/admin/rates')), user);
	assert.equal((await (await new Client(place).signInStaff('window')).request('/admin/rates')).status, 403);
	assert.equal((await admin.request('/admin/rates/1')).status, 404);
});

test('the list of what stands between a department and its target ends where the target is reached', async () => {
	let seen = 0;
	for (const path of await departments()) {
		const html = await admin.page(path), text = words(html), [all, , full] = figures(html);
		const todo = /做完这 (\d+) 项，全流程网办率到 ([\d.]+)%/.exec(text);
		if (!todo)
			continue;
		seen++;
		const reached = full + Number(todo[1]);
		assert.ok(reached * 100 >= 60 * all && (reached - 1) * 100 < 60 * all, `${path}: ${todo[0]} of ${full}/${all}`);
		const rows = (await (await admin.request(`${path}/gaps.csv`)).text()).trim().split('\r\n').filter((l) => l.startsWith('全流程网办,'));
		assert.equal(rows.filter((l) => l.split(',')[2] === '是').length, Number(todo[1]));
		const efforts = rows.map((l) => Number(/,"[^"]*",\d,(\d+),"/.exec(l)[1]));
		assert.deepEqual(efforts, [...efforts].sort((a, b) => a - b), 'the cheapest first');
	}
	assert.ok(seen > 0, 'some department has something to do');
});

test('an item says what lifts it, and where that is changed', async () => {
	const path = links((await Promise.all((await departments()).map((p) => admin.page(p)))).join('')).find((to) => /^\/admin\/items\/\d+\/star$/.test(to));
	const html = await admin.page(path), text = words(html);
	assert.match(text, /四星 差 \d+ 条/);
	assert.match(text, /改为网上受理/);
	const adjust = links(html).find((to) => to.includes('/admin/adjustments/new?kind=item&subject='));
	assert.ok(adjust, 'an adjustment begins here');
	assert.ok((await admin.request(adjust)).status < 400, adjust);
	assert.equal((await admin.request('/admin/items/1/star')).status, 404);
});

test('targets are data; a wrong one is said beside its line', async () => {
	const form = valuesOf(formHtml(await admin.page('/admin/rates'), '/admin/rates/targets'));
	assert.equal(form['online-department'], '100');
	assert.equal(form['online-street'], '90');
	for (const [change, said] of [[{ 'full-street': '101' }, /0 到 100/], [{ 'online-street': '50', 'full-street': '60' }, /不能高于/], [{ 'online-office': 'x' }, /0 到 100/]]) {
		const res = await admin.post('/admin/rates/targets', { ...form, ...change }, { from: '/admin/rates' });
		assert.equal(res.status, 422);
		assert.match(words(await res.text()), said);
	}
	await admin.act('/admin/rates/targets', { ...form, 'full-department': '0', 'full-branch': '0', 'full-street': '0', 'full-office': '0' }, { from: '/admin/rates' });
	assert.match(words(await admin.page('/admin/rates')), /都达到了目标/);
	await admin.act('/admin/rates/targets', form, { from: '/admin/rates' });
	assert.match(words(await admin.page('/admin/rates')), /离目标还差/);
});

test('each day is kept as it ended: the line, the table and the file say the same', async () => {
	const csv = (await (await admin.request('/admin/rates/0/days.csv')).text()).replace(/^\uFEFF/, '').trim().split('\r\n').map((l) => l.split(','));
	assert.deepEqual(csv[0].slice(0, 4), ['日期', '事项数', '三星以上', '四星以上']);
	const days = csv.slice(1), html = await nobody.page('/rates'), last = days.at(-1);
	assert.ok(days.length > 7, `${days.length} days`);
	assert.deepEqual(days.map(([day]) => day), [...new Set(days.map(([day]) => day))].sort(), 'each day once, in order');
	for (const [day, items, online, full, five] of days)
		assert.ok(Number(items) >= Number(online) && Number(online) >= Number(full) && Number(full) >= Number(five), day);
	const text = words(html), points = [...html.matchAll(/<polyline points="([^"]*)"/g)].map(([, p]) => p.split(' ').length);
	assert.ok(text.includes(`${last[0]} ${last[1]} ${last[2]} ${last[7]} ${last[3]} ${last[8]}`), `the table ends with ${last}`);
	assert.equal(points.reduce((a, b) => a + b, 0), 2 * days.length, 'a point for each day on both lines');
	const [own] = await departments(), file = await (await admin.request(`${own}/days.csv`)).text();
	assert.equal(file.trim().split('\r\n').length, csv.length, 'departments have their own days');
});

// ---- the standard ----

const standard = async () => valuesOf(formHtml(await admin.page('/admin/stars'), '/admin/stars'));

// The number of the row that looks at a fact.
const rowOf = (form, fact) => Object.keys(form).find((k) => k.startsWith('fact-') && form[k] === fact).slice(5);
const send = async (fields) => {
	const res = await admin.post('/admin/stars', fields, { from: '/admin/stars' });
	return { status: res.status, html: await res.text() };
};

test('a changed rule: first which items it would change, then the change, then back', async () => {
	const before = figures(await nobody.page('/rates')), form = await standard(), row = rowOf(form, 'visits_four');
	assert.match(words(await admin.page('/admin/stars')), /和省里的星级标准一致/);
	const strict = { ...form, [`bound-${row}`]: '0' };
	const preview = await send({ ...strict, do: 'preview' });
	assert.equal(preview.status, 200);
	const [, all, n] = /保存后，(\d+) 个事项里有 (\d+) 个的星级会变/.exec(words(preview.html));
	assert.equal(Number(all) >= before[0], true);
	assert.ok(Number(n) > 0);
	assert.deepEqual(figures(await nobody.page('/rates')), before, 'nothing has changed yet');
	await admin.act('/admin/stars', { ...strict, do: 'save' });
	const after = figures(await nobody.page('/rates'));
	assert.equal(after[0], before[0]);
	assert.ok(after[2] < before[2], `fewer are fully online: ${after[2]} of ${before[2]}`);
	assert.match(words(await nobody.page(`/items/${ITEM.code}`)), /三星/);
	assert.match(words(await admin.page('/admin/audit')), /改星级标准/);
	const stale = await send({ ...strict, do: 'save' });
	assert.equal(stale.status, 409, 'drawn before the change');
	const back = await send({ ...(await standard()), do: 'standard' });
	assert.match(words(back.html), /和省里的星级标准一致/);
	await admin.act('/admin/stars', { ...valuesOf(formHtml(back.html, '/admin/stars')), do: 'save' });
	assert.deepEqual(figures(await nobody.page('/rates')), before);
});

test('a rule that is added asks for its words; a star without a rule is refused', async () => {
	const form = await standard();
	const added = await send({ ...form, do: 'add', 'new-fact': 'window_fees', 'new-star': '4' });
	const more = valuesOf(formHtml(added.html, '/admin/stars'));
	assert.equal(Number(more.rows), Number(form.rows) + 1);
	const wordless = await send({ ...more, do: 'preview' });
	assert.equal(wordless.status, 422);
	assert.match(words(wordless.html), /达不到怎么办/);
	const without = { ...form, do: 'preview' };
	for (const key of Object.keys(form).filter((k) => k.startsWith('star-') && form[k] === '5'))
		delete without[`use-${key.slice(5)}`];
	const refused = await send(without);
	assert.equal(refused.status, 422);
	assert.match(words(refused.html), /五星至少要有一条在用的规则/);
	for (const bad of [{ do: 'preview' }, { do: 'preview', rows: '9999999' }, { ...form, do: 'preview', 'star-1': '7' }, { ...form, do: 'save', 'fact-1': 'moon' }])
		assert.equal((await send(bad)).status, 422, JSON.stringify(bad).slice(0, 80));
});

test('the standard is for the reform office and administrators', async () => {
	for (const user of ['01a', '01c', 'window'])
		assert.equal((await (await new Client(place).signInStaff(user)).request('/admin/stars')).status, 403, user);
	await (await new Client(place).signInStaff('reform')).page('/admin/stars');
});
