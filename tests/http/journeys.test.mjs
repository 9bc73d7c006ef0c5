// Guided paths: from what somebody wants to do, over a few questions, to one plan with one list of materials.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { items } from '../lib/demo.mjs';
import { brokenRules, fieldsOf, formHtml, links, tags, tidy, words } from '../lib/html.mjs';
import { ROOT, startedPlace } from '../lib/place.mjs';

const { records } = JSON.parse(readFileSync(join(ROOT, 'demo/journeys.json'), 'utf8'));
const byCode = new Map(items.map((i) => [i.local_code, i]));
const SHOP = '/journeys/tea-shop';

let place, hall;
before(async () => {
	place = await startedPlace();
	hall = new Client(place);
});
after(() => place?.remove());

const flat = (text) => text.replace(/\s+/g, '');
const address = (answers, path = SHOP) => `${path}?${new URLSearchParams(answers)}`;

// Answers each question as it comes, by the form on the page; choose says which of the choices. Returns the pages.
async function walk(path, choose) {
	const pages = [], answers = {};
	for (let html = await hall.page(path); ; html = await hall.page(address(answers, path))) {
		pages.push(html);
		assert.ok(pages.length < 20, 'the questions come to an end');
		if (!html.includes('<legend>'))
			return { pages, answers, plan: html };
		const fields = fieldsOf(formHtml(html, path));
		const kept = Object.fromEntries(fields.filter((f) => f.kind === 'hidden').map((f) => [f.name, f.value]));
		assert.deepEqual(kept, answers, 'the answers so far travel with the form');
		const asked = fields.find((f) => f.kind === 'radio');
		answers[asked.name] = choose(asked, asked.choices);
	}
}

// Names of the items of a plan in their order.
const planned = (html) => [...html.matchAll(/<li><div><a href="\/items\/([^"?]+)[^"]*">/g)].map((m) => m[1]);
// Rows of the list of materials: name, how, by which items.
const materials = (html) => [...html.slice(html.indexOf('id="papers"')).matchAll(/<tr><th scope="row">(.*?)<\/th><td[^>]*>(.*?)<\/td><td[^>]*>(.*?)<\/td><\/tr>/gs)]
	.map((m) => ({ name: words(m[1]), how: words(m[2]), used: words(m[3]) }));

const ALL = { licensed: '还没有', shape: '个体工商户', made: '现做的饮料或者食品', online: '要', large: '是', board: '要' };

describe('finding one', () => {
	test('all of them, and those for people or for enterprises', async () => {
		const listed = (html) => links(html).filter((to) => to.startsWith('/journeys/')).map((to) => to.slice('/journeys/'.length)).sort();
		const codes = (fits) => records.filter(fits).map((r) => r.code).sort();
		assert.ok(records.length >= 5);
		assert.deepEqual(listed(await hall.page('/journeys')), codes(() => true));
		assert.deepEqual(listed(await hall.page('/journeys?for=person')), codes((r) => r.person));
		assert.deepEqual(listed(await hall.page('/journeys?for=company')), codes((r) => r.company));
		assert.deepEqual(listed(await hall.page(`/journeys?q=${encodeURIComponent('我想开个奶茶店')}`)), ['tea-shop']);
		assert.match(words(await hall.page(`/journeys?q=${encodeURIComponent('造飞船')}`)), /没有合适的引导/);
	});

	test('by the search for items, and from the home page', async () => {
		for (const typed of ['奶茶', '开奶茶店', '我要开一家奶茶店'])
			assert.ok(links(await hall.page(`/items?q=${encodeURIComponent(typed)}`)).includes(SHOP), typed);
		assert.ok(!links(await hall.page(`/items?q=${encodeURIComponent('取水许可')}`)).includes(SHOP), 'not for other words');
		assert.ok(links(await hall.page('/')).some((to) => to.startsWith('/journeys/')));
	});

	test('one that does not exist', async () => {
		for (const path of ['/journeys/none', '/journeys/%E5%B7%A5', '/journeys/tea-shop%27'])
			assert.equal((await hall.request(path)).status, 404, path);
	});
});

describe('the questions', () => {
	test('one after the other; what does not apply is not asked', async () => {
		const long = await walk(SHOP, (q) => ALL[q.name]);
		assert.deepEqual(long.answers, ALL);
		const short = await walk(SHOP, (q, choices) => ({ licensed: '已经有了', made: '只卖包装好的饮料零食' })[q.name] ?? choices.at(-1));
		assert.deepEqual(Object.keys(short.answers), ['licensed', 'made', 'large', 'board']);
		for (const html of long.pages)
			assert.deepEqual([brokenRules(html), (await tidy(html)) ?? []], [[], []]);
	});

	test('every demonstration path leads somewhere, by its first and by its last choices', async () => {
		for (const r of records)
			for (const at of [0, -1]) {
				const { plan } = await walk(`/journeys/${r.code}`, (q, choices) => choices.at(at));
				assert.match(words(plan), /按这个顺序办|不用办理事项/, r.name);
				for (const code of planned(plan))
					assert.equal((await hall.request(`/items/${code}`)).status, 200, `${r.name}: ${code}`);
			}
	});

	test('an answer can be chosen anew; those after it fall away', async () => {
		const html = await hall.page(address(ALL));
		const again = tags(html).filter((t) => t.tag === 'a' && t.href?.startsWith(SHOP)).map((t) => new URLSearchParams(t.href.split('?')[1] ?? ''));
		assert.deepEqual(again.map((p) => [...p.keys()]), Object.keys(ALL).map((_, i) => Object.keys(ALL).slice(0, i)));
	});

	test('what is no answer counts as none', async () => {
		for (const odd of [{ licensed: '也许' }, { licensed: '<b>' }, { shape: '个体工商户' }, { nothing: '1' }]) {
			const html = await hall.page(address(odd));
			assert.match(html, /<legend>有营业执照了吗？/, JSON.stringify(odd));
			assert.ok(!html.includes('<b>"'), 'nothing of it is drawn as it came');
		}
	});
});

describe('the plan', () => {
	let html, text;
	before(async () => {
		html = await hall.page(address(ALL));
		text = flat(words(html));
	});

	test('what must be done first comes first, the rest together', () => {
		const [first, ...rest] = planned(html);
		assert.equal(byCode.get(first).name, '个体工商户注册登记');
		assert.deepEqual(rest.map((c) => byCode.get(c).id).sort((a, b) => a - b), [1, 40, 52]);
		assert.match(text, /第2步（这3件可以同时办）/);
		assert.equal(text.split('要先办好：个体工商户注册登记').length - 1, 3);
	});

	test('one list: a material of several items once, what an earlier item makes is not brought', () => {
		const all = materials(html), licence = all.filter((m) => m.name === '营业执照');
		assert.equal(licence.length, 1);
		assert.match(licence[0].used, /这 3 个事项都用它/);
		assert.match(licence[0].how, /不用准备.*由前面的“个体工商户注册登记”产生/);
		const without = all.filter((m) => m.how.includes('不用准备'));
		assert.ok(without.length && all.slice(-without.length).every((m) => without.includes(m)), 'what is to be brought stands first');
		const named = new Set(planned(html).flatMap((c) => byCode.get(c).materials.map((m) => m.name)));
		assert.deepEqual(new Set(all.map((m) => m.name)), named, 'nothing is missing');
	});

	test('with a licence at hand it comes from the licence store instead', async () => {
		const has = await hall.page(address({ ...ALL, licensed: '已经有了', shape: '' }));
		assert.match(materials(has).find((m) => m.name === '营业执照').how, /从电子证照库取得/);
		assert.ok(!planned(has).some((c) => byCode.get(c).id === 4));
	});

	test('visits in all, and one last day that is later than that of any one item', async () => {
		const visits = planned(html).map((c) => byCode.get(c)).map((i) => (i.modes.find((m) => m.kind !== 'counter' && m.visits === Math.min(...i.modes.filter((x) => x.kind !== 'counter').map((x) => x.visits))) ?? i.modes[0]).visits);
		assert.match(text, new RegExp(`到现场合计最多${visits.reduce((a, b) => a + b)}次`));
		const day = (s) => { const [, y, m, d] = /最晚(?:(\d+)年)?(\d+)月(\d+)日/.exec(s); return (y ?? 0) * 372 + m * 31 + +d; };
		for (const c of planned(html))
			assert.ok(day(text) >= day(flat(words(await hall.page(`/items/${c}`)))), byCode.get(c).name);
	});

	test('notes of these answers only; the answers that need nothing say so', async () => {
		assert.match(text, /“是否网络经营”请选“是”/);
		assert.ok(!text.includes('不用办食品经营许可'));
		const nothing = flat(words(await hall.page(address({ licensed: '已经有了', made: '只卖包装好的饮料零食', large: '不是', board: '不要' }))));
		assert.match(nothing, /不用办理事项/);
		assert.match(nothing, /不用办食品经营许可/);
	});

	test('the address is the plan: another visitor sees the same, with a code to scan and to print', async () => {
		const other = await new Client(place).page(address(ALL));
		assert.equal(other, html);
		assert.match(html, /<svg[^>]*aria-label="这份计划的二维码"/);
		assert.match(html, /data-print/);
	});

	test('the circumstances that a path settles choose the materials and the guide', async () => {
		const settled = records.flatMap((r) => r.items.filter((i) => i.circumstances?.length).map((i) => [r, i]));
		for (const [r, i] of settled) {
			const [name, choice] = i.circumstances[0].split('=');
			const { plan } = await walk(`/journeys/${r.code}`, (q, choices) => choices[0]);
			if (planned(plan).includes(i.code))
				assert.ok(links(plan).some((to) => new URLSearchParams(to.split('?')[1]).get(name) === choice), `${r.name}: ${i.code}`);
		}
	});
});
