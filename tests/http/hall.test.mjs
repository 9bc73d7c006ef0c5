// What everybody can read: home, search, filters, guides.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { departments, item, items } from '../lib/demo.mjs';
import { links, tags, words } from '../lib/html.mjs';
import { adjust } from '../lib/adjust.mjs';
import { come } from '../lib/people.mjs';
import { startedPlace } from '../lib/place.mjs';

let place, hall;
before(async () => {
	place = await startedPlace();
	hall = new Client(place);
});
after(() => place?.remove());

const flat = (text) => text.replace(/\s+/g, '');
// Names of the items that a list shows, in its order.
const listed = (html) => [...html.replace(/<\/?(mark|span)>/g, '').matchAll(/<li><div><a href="\/items\/[^"]+">([^<]+)<\/a><p>/g)].map((m) => m[1]);
const codeOf = async (name) => {
	const html = (await hall.page(`/items?q=${encodeURIComponent(name)}`)).replace(/<\/?(mark|span)>/g, '');
	const found = new RegExp(`<a href="/items/([^"]+)">${name.replace(/[()]/g, '\\$&')}</a>`).exec(html);
	assert.ok(found, `${name} is found by its name`);
	return found[1];
};

async function allListed(query) {
	const names = [];
	for (let path = `/items?${query}`, pages = 0; path; pages++) {
		const html = await hall.page(path);
		names.push(...listed(html));
		path = tags(html).find((t) => t.rel === 'next')?.href;
		assert.ok(pages < 20, 'the pages come to an end');
	}
	return names;
}

describe('home', () => {
	test('search, departments, ways in', async () => {
		const html = await hall.page('/');
		const search = tags(html).find((t) => t.role === 'search');
		assert.equal(search?.action, '/items');
		for (const to of ['/items', '/progress', '/verify', '/sign-in', '/register', '/help', '/departments'])
			assert.ok(links(html).includes(to), `the home page leads to ${to}`);
		assert.match(words(html), /演示数据/, 'it is said that the data are fictional');
	});

	test('the departments with the number of their items', async () => {
		const html = words(await hall.page('/'));
		for (const d of departments.filter((x) => items.some((i) => i.organisation === x.code)))
			assert.ok(flat(html).includes(flat(`${d.short}（${items.filter((i) => i.organisation === d.code).length}）`)), `${d.name} with its count`);
	});
});

describe('search', () => {
	test('食品 finds the food permits, the new one first', async () => {
		assert.deepEqual(listed(await hall.page('/items?q=食品')).slice(0, 2), [item(1).name, item(2).name]);
	});

	test('words that people use find what the office calls otherwise', async () => {
		for (const word of ['开饭店', '奶茶店', '小吃店'])
			assert.ok(listed(await hall.page(`/items?q=${word}`)).includes(item(1).name), word);
		assert.equal(listed(await hall.page('/items?q=营业执照'))[0], item(4).name);
	});

	test('part of a name, with a gap, in other letters', async () => {
		for (const q of ['食品 经营', ' 食品', '食品经营许可'])
			assert.ok(listed(await hall.page(`/items?q=${encodeURIComponent(q)}`)).includes(item(1).name), q);
	});

	test('signs that mean something to a database mean themselves here', async () => {
		for (const q of ['%', '_', '\\', "' OR 1=1 --", '"*'])
			assert.deepEqual(listed(await hall.page(`/items?q=${encodeURIComponent(q)}`)), [], q);
	});

	test('nothing found: said so, with ways to go on', async () => {
		const html = await hall.page('/items?q=无此事项');
		assert.match(words(html), /没有找到.*换个说法/);
		assert.ok(links(html).includes('/departments'));
	});
});

describe('filters', () => {
	const expected = {
		'instant=1': (i) => i.instant,
		'for=person': (i) => i.objects.includes('1'),
		'for=company': (i) => i.objects.some((o) => o !== '1'),
		'online=1': (i) => i.modes.some((m) => m.kind !== 'counter'),
	};
	for (const [query, fits] of Object.entries(expected))
		test(`${query} lists exactly the items that fit, each once`, async () => {
			assert.deepEqual((await allListed(query)).sort(), items.filter(fits).map((i) => i.name).sort());
		});

	test('without a filter every item is listed once', async () => {
		assert.deepEqual((await allListed('')).sort(), items.map((i) => i.name).sort());
	});

	test('two filters together', async () => {
		const names = await allListed('instant=1&for=person');
		assert.deepEqual(names.sort(), items.filter((i) => i.instant && i.objects.includes('1')).map((i) => i.name).sort());
	});

	test('a department\'s own items', async () => {
		const link = /<a href="(\/items\?org=\d+)">[^<]*市场监管/.exec(await hall.page('/'))[1];
		const expectedNames = items.filter((i) => i.organisation === '01').map((i) => i.name).sort();
		assert.deepEqual((await allListed(link.slice('/items?'.length))).sort(), expectedNames);
	});

	test('a chosen filter is shown and can be taken away', async () => {
		const html = await hall.page('/items?instant=1&for=person');
		const offered = links(html).filter((to) => to.startsWith('/items?'));
		for (const rest of ['/items?instant=1', '/items?for=person'])
			assert.ok(offered.includes(rest), `${rest} among ${offered}`);
		assert.ok(tags(html).some((t) => t.tag === 'option' && t.value === 'person' && 'selected' in t), 'the form keeps it');
	});

	test('a broken filter counts as none', async () => {
		for (const query of ['star=99', 'star=x', 'org=abc', 'org=-1', 'for=cat', 'instant=yes', 'after=broken', 'after=1.2.3'])
			await hall.page(`/items?${query}`);
	});
});

describe('guide', () => {
	for (const id of [1, 21, 30, 44, 53])
		test(`${item(id).name}: everything that the item says`, async () => {
			const i = item(id), html = await hall.page(`/items/${await codeOf(i.name)}`), text = flat(words(html));
			const says = (what, value) => value && assert.ok(text.includes(flat(String(value))), `${what}: ${value}`);
			for (const m of i.materials) {
				says('material', m.name);
				says('how to provide it', m.how);
				says('what is checked', m.standard);
				says('its basis', m.basis);
				if (!m.by_form)
					says('who issues it', m.issuer);
			}
			i.conditions.forEach((c) => says('condition', c));
			i.refusal.forEach((c) => says('refusal', c));
			i.questions.forEach(({ q, a }) => { says('question', q); says('answer', a); });
			i.basis.forEach((b) => { says('law', b.law); says('article', b.article); says('its words', b.text); });
			i.steps.forEach((s) => { says('step', s.name); says('what is looked at', s.standard); });
			i.special.forEach((s) => { says('special procedure', s.name); says('its limit', s.limit); });
			i.fees.forEach((f) => { says('fee', f.name); says('its standard', f.standard); says('its basis', f.basis); });
			says('result', i.result.name);
			says('validity', i.result.valid);
			says('why one has to come', i.visits_reason);
			says('statutory limit', i.statutory?.note);
			says('base code', i.base_code);
			says('implementation code', i.implementation_code);
			const d = departments.find((x) => x.code === i.organisation);
			for (const key of ['name', 'address', 'hours', 'phone', 'complain_phone', 'review_body', 'court'])
				says(`department's ${key}`, d[key]);
			if (!i.fees.length)
				says('fees', '不收费');
			i.form.forEach((f) => says('form field', f.label));
		});

	test('how many working days, and until when', async () => {
		const html = words(await hall.page(`/items/${await codeOf(item(1).name)}`));
		assert.match(html, /承诺办结 10 个工作日/);
		assert.match(html, /现在申请，最晚 \d+月\d+日/);
	});

	test('what can be applied for online leads there, the rest to a window', async () => {
		for (const i of items.slice(0, 12)) {
			const html = await hall.page(`/items/${await codeOf(i.name)}`);
			const online = i.modes.some((m) => m.kind !== 'counter');
			assert.equal(links(html).some((to) => to.endsWith('/apply')), online, i.name);
		}
	});

	test('an item that does not exist', async () => {
		assert.equal((await hall.request('/items/no-such-code')).status, 404);
	});

	test('a suspended item is still there to read, but cannot be applied for or found as usable', async () => {
		const i = item(13), code = await codeOf(i.name), applicant = await come(place, 'company');
		await adjust(place, i.name, 'suspend');
		const html = await hall.page(`/items/${code}`);
		assert.match(words(html), /暂停.*现在不能申请/);
		assert.ok(!links(html).some((to) => to.endsWith('/apply')), 'no way to apply');
		assert.ok(!(await allListed('')).includes(i.name), 'not among the items in use');
		assert.match(words(await applicant.page(`/items/${code}/apply`)), /暂停办理/);
		const res = await applicant.post(`/items/${code}/apply`, { once: '1' }, { from: '/my/account' });
		assert.equal(res.status, 403, 'posting all the same is refused');
		await adjust(place, i.name, 'resume');
		assert.ok(links(await hall.page(`/items/${code}`)).some((to) => to.endsWith('/apply')), 'in use again, at once');
	});
});

test('departments with their addresses and telephones', async () => {
	const text = flat(words(await hall.page('/departments')));
	for (const d of departments)
		for (const key of ['name', 'address', 'phone'])
			assert.ok(!d[key] || text.includes(flat(d[key])), `${d.name}: ${key} ${d[key]}`);
});
