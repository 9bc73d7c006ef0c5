// The guide: circumstances, files beside the materials, versions, what is stopped, how it weighs and how it may look.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { FOOD, item, items } from '../lib/demo.mjs';
import { brokenRules, links, tags, tidy, words } from '../lib/html.mjs';
import { startedPlace } from '../lib/place.mjs';

let place, hall;
before(async () => {
	place = await startedPlace();
	hall = new Client(place);
});
after(() => place?.remove());

const flat = (text) => text.replace(/\s+/g, '');
const guide = (id) => `/items/${item(id).local_code}`;
const rows = (html) => [...html.matchAll(/<th scope="row">(.*?)<\/th>/gs)].map((m) => words(m[1]));

describe('circumstances', () => {
	const CHANGE = 2, RENEW = '延续', LOST = '补办';
	const { name, choices } = item(CHANGE).circumstances[0];
	const asks = (choice) => (m) => !m.when || (m.when.includes('!=') ? !m.when.includes(choice) : m.when.includes(choice));

	test('none chosen: all materials, each with the circumstances that ask for it', async () => {
		const html = await hall.page(guide(CHANGE));
		for (const m of item(CHANGE).materials) {
			const row = rows(html).find((r) => r.startsWith(m.name));
			assert.ok(row, m.name);
			assert.equal(/这种情形才需要/.test(row), Boolean(m.when), `${m.name}: ${row}`);
		}
		const select = tags(html).find((t) => t.tag === 'select' && t.name === name);
		assert.ok(select, 'the question stands on the page');
		for (const c of choices)
			assert.ok(html.includes(`<option value="${c}"`), c);
		assert.deepEqual([brokenRules(html), (await tidy(html)) ?? []], [[], []]);
	});

	for (const choice of [RENEW, LOST])
		test(`${choice}: only what it asks for, without conditions`, async () => {
			const html = await hall.page(`${guide(CHANGE)}?${new URLSearchParams({ [name]: choice })}`);
			for (const m of item(CHANGE).materials)
				assert.equal(rows(html).includes(m.name), asks(choice)(m), `${m.name} when ${choice}`);
			assert.ok(!html.includes('这种情形才需要'));
			const codes = item(CHANGE).handling.map((h) => h.code).filter((c) => html.includes(c));
			assert.deepEqual(codes, item(CHANGE).handling.filter((h) => h.when.includes(choice)).map((h) => h.code), 'its handling item');
			assert.ok(tags(html).some((t) => t.tag === 'option' && t.value === choice && 'selected' in t), 'the choice is kept');
		});

	test('what is no choice counts as none', async () => {
		for (const odd of ['注销了', '"><script>', ''])
			assert.equal(rows(await hall.page(`${guide(CHANGE)}?${new URLSearchParams({ [name]: odd })}`)).length,
				rows(await hall.page(guide(CHANGE))).length, odd);
	});
});

describe('blank forms and samples', () => {
	const filesOf = async (path) => links(await hall.page(path)).filter((to) => to.includes('/files/'));

	test('each is what it says: type, attachment, nothing to sniff, content as its address', async () => {
		const all = await filesOf(guide(FOOD));
		assert.ok(all.length >= 4, `${all}`);
		for (const path of all) {
			const res = await hall.request(path), bytes = Buffer.from(await res.arrayBuffer());
			assert.equal(res.status, 200, path);
			assert.equal(res.headers.get('content-type'), 'application/pdf');
			assert.equal(res.headers.get('x-content-type-options'), 'nosniff');
			assert.match(res.headers.get('content-disposition'), /^attachment; filename\*=UTF-8''.*\.pdf$/);
			assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
			assert.equal(createHash('sm3').update(bytes).digest('hex'), /files\/([0-9a-f]+)/.exec(path)[1]);
		}
	});

	test('a form that is filled in online has its blank sheet', async () => {
		assert.ok(links(await hall.page(guide(FOOD))).includes(`${guide(FOOD)}/form.pdf`));
	});

	test('nothing else is given out: files of other items, of cases, of nobody', async () => {
		const [other] = await filesOf(guide(3)), hash = /files\/([0-9a-f]+)/.exec(other)[1];
		for (const path of [`${guide(FOOD)}/files/${hash}`, `${guide(FOOD)}/files/${'0'.repeat(64)}`, `${guide(FOOD)}/files/x`, `/items/none/files/${hash}`])
			assert.equal((await hall.request(path)).status, 404, path);
	});
});

describe('versions', () => {
	// An item that was adjusted in the demonstration's past.
	let path, html;
	before(async () => {
		for (const i of items) {
			path = `/items/${i.local_code}`;
			html = await hall.page(path);
			if (/第 2 版/.test(words(html)))
				return;
		}
		assert.fail('some item of the demonstration has a second version');
	});

	test('which, since when, why, and what is different', () => {
		const said = flat(words(html.slice(html.indexOf('id="changes"'))));
		assert.match(said, /第2版，从\d{4}年\d+月\d+日起用/);
		assert.match(said, /调整原因：.+。/);
		assert.match(said, /和上一版（第1版）有\d+处不同.+。/);
		assert.ok(links(html).includes(`${path}/versions`));
	});

	test('the version before can be read, says so, and cannot be applied for', async () => {
		const old = await hall.page(`${path}?version=1`);
		assert.match(flat(words(old)), /您看的是第1版，现在用的是第2版/);
		assert.ok(links(old).includes(path));
		assert.ok(!links(old).some((to) => to.endsWith('/apply')), 'no way to apply by it');
		assert.ok(links(html).some((to) => to.endsWith('/apply')));
		assert.deepEqual([brokenRules(old), (await tidy(old)) ?? []], [[], []]);
	});

	test('versions that do not exist show the present one', async () => {
		for (const version of ['3', '0', '-1', 'x', '99999999999999999999'])
			assert.ok(!(await hall.page(`${path}?version=${version}`)).includes('您看的是第'), version);
	});
});

describe('what is stopped', () => {
	test('says since when and why, cannot be applied for, and leaves the guided paths', async () => {
		const reform = await new Client(place).signInStaff('reform'), BOARD = 40;
		const list = await reform.page(`/admin/items?org=0&q=${encodeURIComponent(item(BOARD).name)}`);
		const subject = /subject=(\d+)/.exec(list)[1];
		const from = `/admin/adjustments/new?kind=item&subject=${subject}`;
		const page = await reform.act('/admin/adjustments/new', { kind: 'item', subject, change: 'suspend', reason: 'law', reason_words: '条例修订期间' }, { from });
		for (const action of ['submit', 'approve'])
			await reform.act(`${page}/act/${action}`, {}, { from: page });
		const html = await hall.page(guide(BOARD)), text = flat(words(html));
		assert.match(text, /这个事项从\d{4}年\d+月\d+日起暂停办理/);
		assert.match(text, /原因：法律法规立改废：条例修订期间/);
		assert.ok(!links(html).some((to) => to.endsWith('/apply')));
		const plan = await hall.page(`/journeys/tea-shop?${new URLSearchParams({ licensed: '已经有了', made: '只卖包装好的饮料零食', large: '不是', board: '要' })}`);
		assert.match(flat(words(plan)), /有1个事项现在不能申请，没有列进计划/);
		assert.ok(!links(plan).some((to) => to.startsWith(guide(BOARD))));
	});
});

describe('how it may look', () => {
	const attributes = (html) => tags(html).find((t) => t.tag === 'html');
	const set = async (client, query) => {
		const res = await client.request(`/look?${query}`);
		assert.equal(res.status, 303);
		return res.headers.get('location');
	};

	test('large type and high contrast are kept in a cookie, without scripts, and lead back', async () => {
		const visitor = new Client(place);
		assert.equal(await set(visitor, `type=large&next=${encodeURIComponent(guide(FOOD))}`), guide(FOOD));
		assert.equal(attributes(await visitor.page(guide(FOOD)))['data-type'], 'large');
		await set(visitor, 'contrast=high&next=/');
		const both = attributes(await visitor.page('/help'));
		assert.deepEqual([both['data-type'], both['data-contrast']], ['large', 'high'], 'one does not undo the other');
		await set(visitor, 'type=normal&next=/');
		assert.equal(attributes(await visitor.page('/'))['data-type'], undefined);
	});

	test('each visitor sees their own, from pages that are kept ready too', async () => {
		const large = new Client(place), usual = new Client(place);
		await set(large, 'type=larger&next=/');
		for (let i = 0; i < 3; i++) {
			assert.equal(attributes(await large.page(guide(7)))['data-type'], 'larger');
			assert.equal(attributes(await usual.page(guide(7)))['data-type'], undefined);
		}
	});

	test('it is offered in the head of hall and desk, and says what comes next', async () => {
		const staff = await new Client(place).signInStaff('01a');
		for (const html of [await hall.page('/'), await staff.page('/desk/todo')]) {
			const buttons = tags(html).filter((t) => t.tag === 'button' && ['type', 'contrast'].includes(t.name));
			assert.ok(buttons.some((t) => t.value === 'large') && buttons.some((t) => t.value === 'high'));
		}
	});

	test('it leads nowhere else, and what it does not know changes nothing', async () => {
		const visitor = new Client(place);
		for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', '', 'items'])
			assert.equal(await set(visitor, `type=large&next=${encodeURIComponent(next)}`), '/', next);
		await set(visitor, 'type=huge&contrast=low&next=/');
		assert.equal(attributes(await visitor.page('/'))['data-type'], 'large');
		visitor.cookies.set('tb_look', '99');
		assert.equal(attributes(await visitor.page('/'))['data-type'], undefined);
	});
});

test('the first visit weighs less than 100 KB over the wire with everything', async () => {
	const packed = async (path) => {
		const res = await fetch(new URL(path, place.url), { headers: { 'accept-encoding': 'gzip' } });
		assert.equal(res.status, 200, path);
		return Number(res.headers.get('content-length'));
	};
	let heaviest = 0;
	for (const i of items)
		heaviest = Math.max(heaviest, await packed(`/items/${i.local_code}`));
	const html = await hall.page(guide(FOOD));
	const assets = links(html).filter((to) => to.startsWith('/assets/'));
	assert.ok(assets.some((a) => a.includes('look.css')) && assets.some((a) => a.includes('hall.js')));
	let all = heaviest + await packed('/assets/sprite.svg');
	for (const path of assets)
		all += await packed(path);
	assert.ok(all < 100_000, `${all} bytes, the heaviest guide ${heaviest}`);
});

test('a code to scan stands on every guide', async () => {
	for (const id of [FOOD, 21, 53])
		assert.match(await hall.page(guide(id)), /<svg[^>]*class="code"[^>]*aria-label="这份办事指南的二维码"/);
});
