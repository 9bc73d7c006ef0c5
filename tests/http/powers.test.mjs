// The power list, intermediary services and convenience sites as people find them, what the reform office sees of gaps, and the
// nightly look at other sites' addresses.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { departments, items } from '../lib/demo.mjs';
import { brokenRules, formHtml, links, tidy, valuesOf, words } from '../lib/html.mjs';
import { come } from '../lib/people.mjs';
import { ROOT, startedPlace, tongban } from '../lib/place.mjs';

const records = (name) => JSON.parse(readFileSync(join(ROOT, `demo/${name}.json`), 'utf8')).records;
const powers = records('powers'), services = records('intermediaries'), sites = records('sites');
const codeOf = (item) => item.local_code ?? item.implementation_code;
const shortOf = (code) => departments.find((d) => d.code === code).short;

let place, visitor, reform, handler;
before(async () => {
	place = await startedPlace();
	visitor = new Client(place);
	[reform, handler] = await Promise.all(['reform', 'handler'].map((name) => come(place, name)));
});
after(() => place?.remove());

const asked = (path, query) => `${path}?${new URLSearchParams(query)}`;
const listed = (html) => [...html.matchAll(/<a href="\/powers\/([0-9A-Z]+)"/g)].map((m) => m[1]);
const total = (html) => Number(/共 <span class="num">(\d+)<\/span> 项/.exec(html)?.[1] ?? 0);
const option = (html, name, text) => new RegExp(`<select[^>]* name="${name}">.*?<option value="([^"]+)"[^>]*>${text}`, 's').exec(html)[1];

// The codes on this page and all that follow it.
async function walked(path) {
	const codes = [];
	for (let next = path; next;) {
		const html = await visitor.page(next);
		codes.push(...listed(html));
		next = links(html).find((href) => href.includes('after='));
	}
	return codes;
}

async function good(client, path) {
	const html = await client.page(path);
	assert.deepEqual(brokenRules(html), [], path);
	assert.deepEqual(await tidy(html) ?? [], [], path);
	return html;
}

describe('the power list', () => {
	test('shows every power once, page by page, and says how many there are', async () => {
		const codes = await walked('/powers');
		assert.equal(total(await good(visitor, '/powers')), powers.length);
		assert.deepEqual([...codes].sort(), powers.map((p) => p.code).sort());
	});

	test('is found by words, department, type and level, together too', async () => {
		const first = await visitor.page('/powers');
		const department = option(first, 'org', shortOf('01'));
		const cases = [
			[{ q: '食品' }, (p) => JSON.stringify([p.name, p.target, p.rights_scope ?? '']).includes('食品')],
			[{ org: department }, (p) => p.organisation === '01'],
			[{ type: '02' }, (p) => p.type === '02'],
			[{ level: '5' }, (p) => p.level === '5'],
			[{ org: department, type: '02' }, (p) => p.organisation === '01' && p.type === '02'],
		];
		for (const [query, fits] of cases) {
			const expected = powers.filter(fits).map((p) => p.code).sort();
			assert.ok(expected.length > 0, `the demonstration has something for ${JSON.stringify(query)}`);
			assert.deepEqual((await walked(asked('/powers', query))).sort(), expected, JSON.stringify(query));
			assert.equal(total(await visitor.page(asked('/powers', query))), expected.length, JSON.stringify(query));
		}
	});

	test('counts the types within the other filters', async () => {
		const html = await visitor.page(asked('/powers', { level: '5' }));
		for (const type of new Set(powers.map((p) => p.type))) {
			const n = powers.filter((p) => p.level === '5' && p.type === type).length;
			assert.equal(new RegExp(`<option value="${type}"[^>]*>[^<]*（${n}）`).test(html), n > 0, `type ${type}: ${n}`);
		}
	});

	test('takes wrong filters for none, and says when nothing fits', async () => {
		assert.equal(total(await good(visitor, asked('/powers', { type: 'x', level: '77', org: '-1', after: 'a-b' }))), powers.length);
		assert.match(words(await good(visitor, asked('/powers', { q: '%' }))), /没有找到这样的权责事项/);
		assert.match(words(await visitor.page(asked('/powers', { org: '999999999' }))), /没有找到这样的权责事项/);
	});

	test('can be taken away as a table', async () => {
		const res = await visitor.request(asked('/powers.csv', { type: '01' })), bytes = Buffer.from(await res.arrayBuffer());
		assert.match(res.headers.get('content-type'), /^text\/csv/);
		assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'spreadsheets know UTF-8 by its mark');
		const lines = bytes.toString().split('\r\n'), licences = powers.filter((p) => p.type === '01');
		assert.match(lines[0], /权责编码,权责事项名称,.*设定依据,责任事项,追责情形/);
		assert.equal(lines.filter(Boolean).length, licences.length + 1);
		const line = lines.find((l) => l.includes(licences[0].code));
		assert.ok(line.includes(licences[0].name) && line.includes(licences[0].accountability[0]), line);
	});
});

describe('one power', () => {
	const power = powers.find((p) => p.items?.length > 1);

	test('says its basis, responsibilities and accountability', async () => {
		const text = words(await good(visitor, `/powers/${power.code}`));
		for (const said of [power.name, power.code, ...power.basis.map((b) => b.article), ...power.responsibilities.map((d) => d.duty),
			...power.accountability, power.complain_phone, '第 1 版'])
			assert.ok(text.includes(said), `${said} should stand on the page`);
	});

	test('leads to its items, and their guides lead back', async () => {
		const html = await visitor.page(`/powers/${power.code}`);
		for (const code of power.items) {
			assert.ok(links(html).includes(`/items/${code}`), code);
			assert.ok(links(await visitor.page(`/items/${code}`)).includes(`/powers/${power.code}`), `the guide of ${code}`);
		}
	});

	test('there are no others', async () => {
		assert.equal((await visitor.request('/powers/999999999')).status, 404);
		assert.equal((await visitor.request(`/powers/${services[0].code}`)).status, 404);
	});
});

// ---- adjustments ----

const editing = (page, no) => `${page}/groups/${no}`;

async function save(client, path, changes) {
	return client.act(path, { ...valuesOf(formHtml(await client.page(path), path)), ...changes }, { from: path });
}

// Through both offices; groups: what is changed on each page of the editor. The adjustment's page.
async function adjusted(client, fields, groups) {
	const from = asked('/admin/adjustments/new', { kind: fields.kind, ...(fields.subject && { subject: fields.subject }) });
	const page = (await client.act('/admin/adjustments/new', { reason: 'elements', reason_words: '试验', ...fields }, { from })).replace(/[#?].*|\/groups.*/, '');
	for (const [no, changes] of Object.entries(groups))
		await save(client, editing(page, no), changes);
	await client.act(`${page}/act/submit`, {}, { from: page });
	await reform.act(`${page}/act/approve`, { from_day: '' }, { from: page });
	return page;
}

const organisationId = async (short) => option(await reform.page('/admin/adjustments/new?kind=site'), 'organisation', departments.find((d) => d.short === short).name);

async function newSite(name, code, url, mobile = '') {
	const organisation = await organisationId(shortOf('01'));
	await adjusted(reform, { kind: 'site', organisation }, { 1: { name, code, url, mobile_url: mobile }, 2: { actions: '查询进度' } });
}

describe('what has changed', () => {
	const power = powers.find((p) => p.organisation === '01' && p.items?.length === 1);

	test('an approved adjustment is a version that says in words what it changed', async () => {
		const row = (await handler.page(asked('/admin/records/power', { q: power.code }))), subject = /subject=(\d+)/.exec(row)[1];
		await adjusted(handler, { kind: 'power', subject, change: 'change' }, { 1: { office: '新的审批科' } });
		const text = words(await good(visitor, `/powers/${power.code}`));
		assert.match(text, /承办机构 新的审批科/);
		assert.match(text, /第 2 版.*承办机构由.*行政审批科.*改为.*新的审批科.*第 1 版/);
	});
});

describe('what is not linked', () => {
	test('items without a power, and powers that the guide does not name, are listed for the reform office', async () => {
		const html = await good(reform, '/admin/powers');
		const named = new Set(powers.flatMap((p) => p.items ?? []));
		const part = (title) => html.split('<section class="part">').find((s) => s.includes(title)) ?? '';
		for (const item of items) {
			assert.equal(part('没有权责清单条目的事项').includes(`/admin/records/item/${codeOf(item)}"`), !named.has(codeOf(item)), item.name);
			const silent = named.has(codeOf(item)) && !item.power_code;
			assert.equal(part('没有写权责清单编码的事项').includes(`/admin/records/item/${codeOf(item)}"`), silent, item.name);
		}
		assert.equal(part('没有办事事项的权责'), '', 'what an agency does by its own motion needs no item');
	});

	test('a department sees its own', async () => {
		assert.match(words(await good(handler, '/admin/powers')), /权责和事项都对得上/);
	});

	test('a cancelled item that a power still names is found', async () => {
		const item = items.find((i) => codeOf(i) === powers.find((p) => p.organisation === '01' && p.items?.length > 1).items[1]);
		const list = await handler.page(asked('/admin/items', { q: item.name, org: '0' }));
		const row = list.split('<tr>').find((html) => html.includes(`/${codeOf(item)}"`)), subject = /subject=(\d+)/.exec(row)[1];
		await adjusted(handler, { kind: 'item', subject, change: 'cancel', reason: 'cancelled' }, {});
		const text = words(await good(handler, '/admin/powers'));
		assert.match(text, new RegExp(`还连着已取消事项的权责（ 1 ）.*${codeOf(item)}`));
		const power = powers.find((p) => p.items?.includes(codeOf(item)));
		assert.ok(!links(await visitor.page(`/powers/${power.code}`)).includes(`/items/${codeOf(item)}`), 'the hall does not lead to it');
	});
});

describe('intermediary services', () => {
	const service = services.find((s) => s.bodies.some((b) => b.price === undefined) && s.bodies.length > 3);
	const names = (html) => [...html.matchAll(/<th scope="row">([^<]+)<\/th>/g)].map((m) => m[1]);

	test('are listed and searched', async () => {
		const html = await good(visitor, '/intermediaries');
		assert.equal(total(html), services.length);
		for (const s of services)
			assert.ok(links(html).includes(`/intermediaries/${s.code}`), s.name);
		const found = await good(visitor, asked('/intermediaries', { q: '消防' }));
		assert.deepEqual(links(found).filter((l) => l.startsWith('/intermediaries/')), ['/intermediaries/xiaofang-jiance']);
		assert.match(words(await visitor.page(asked('/intermediaries', { q: '没有这种' }))), /没有找到这样的中介服务/);
	});

	test('those who offer one are sorted by rating, price and time; what is not said comes last', async () => {
		const path = `/intermediaries/${service.code}`, last = Number.MAX_SAFE_INTEGER;
		const keys = { rating: (b) => -Number(b.rating ?? 0), price: (b) => b.price ?? last, time: (b) => b.days ?? last };
		for (const [sort, key] of Object.entries(keys)) {
			const shown = names(await good(visitor, asked(path, { sort }))).map((n) => key(service.bodies.find((b) => b.name === n)));
			assert.equal(shown.length, service.bodies.length);
			assert.deepEqual(shown, [...shown].sort((a, b) => a - b), sort);
		}
		assert.deepEqual(names(await visitor.page(asked(path, { sort: 'x' }))), names(await visitor.page(path)));
	});

	test('one says for which items, on what basis, and who may do it', async () => {
		const html = await visitor.page(`/intermediaries/${service.code}`), text = words(html);
		for (const code of service.items)
			assert.ok(links(html).includes(`/items/${code}`), code);
		for (const said of [service.basis[0].law, service.charge_standard, service.qualification, service.bodies[0].phone, '面议', '还没有评价'])
			assert.ok(text.includes(said), `${said} should stand on the page`);
		assert.equal((await visitor.request('/intermediaries/999999999')).status, 404);
	});
});

describe('sites', () => {
	test('stand by department with what can be done there', async () => {
		const html = await good(visitor, '/sites');
		for (const site of sites) {
			const group = html.split('<section class="part">').find((s) => s.includes(`<h2>${shortOf(site.organisation)}</h2>`)) ?? '';
			assert.ok(group.includes(`href="${site.url}"`) && words(group).includes(site.actions[0]), site.name);
		}
	});
});

// ---- addresses ----

// A server whose pages behave: path → function. Notes what came and how many were asked for at once.
async function outsideServer(pages) {
	const seen = [];
	let open = 0, most = 0;
	const server = createServer((req, res) => {
		seen.push(`${req.method} ${req.url}`);
		most = Math.max(most, ++open);
		res.on('close', () => open--);
		pages[req.url]?.(req, res) ?? res.writeHead(404).end();
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	return {
		seen, url: `http://127.0.0.1:${server.address().port}`, most: () => most,
		stop: () => { server.closeAllConnections(); return new Promise((done) => server.close(done)); },
	};
}

describe('addresses of other sites', () => {
	const answer = (status, headers = {}) => (req, res) => res.writeHead(status, headers).end('x');
	const slow = (req, res) => setTimeout(() => res.writeHead(200).end(), 200);
	let server, there;

	before(async () => {
		server = await outsideServer({
			'/fine': answer(200), '/sign-in': answer(401), '/broken': answer(500), '/away': answer(302, { location: '/fine' }),
			'/trick': answer(302, { location: 'ftp://127.0.0.1/' }), '/round': answer(302, { location: '/round' }),
			'/get-only': (req, res) => res.writeHead(req.method === 'GET' ? 200 : 405).end(),
			'/slow1': slow, '/slow2': slow, '/slow3': slow, '/slow4': slow, '/slow5': slow, '/slow6': slow,
		});
		there = (path) => `${server.url}${path}`;
		const pairs = [['/fine', '/sign-in'], ['/broken', '/gone'], ['/away', '/get-only'], ['/trick', '/round'], ['/slow1', '/slow2'],
			['/slow3', '/slow4'], ['/slow5', '/slow6']];
		for (const [i, [url, mobile]] of pairs.entries())
			await newSite(`试验网站 ${i}`, `test-${i}`, there(url), there(mobile));
	});
	after(() => server?.stop());

	async function setting(value) {
		await place.stop();
		assert.equal(tongban(place.db, 'setting', 'link_check', value).status, 0);
		await place.start();
	}

	// Presses the button and waits until this has been looked at.
	async function checked(url) {
		assert.equal(await reform.act('/admin/links/check', {}, { from: '/admin/links' }), '/admin/links');
		const deadline = AbortSignal.timeout(60000);
		for (;;) {
			const html = await reform.page('/admin/links');
			if (html.includes(`href="${url}"`))
				return html;
			assert.ok(!deadline.aborted, `${url} should have been tried: ${words(html)}`);
			await fetch(`${place.url}/healthz`);
		}
	}

	test('are left alone unless the place wants it', async () => {
		const html = await good(reform, '/admin/links');
		assert.match(words(html), /没有开启/);
		assert.ok(!html.includes('action="/admin/links/check"'));
		assert.equal((await reform.post('/admin/links/check', {}, { from: '/progress' })).status, 409);
		assert.deepEqual(server.seen, []);
		assert.doesNotMatch(words(await visitor.page('/sites')), /每晚检查/);
	});

	test('inside the own network they are not touched by a check of public ones', async () => {
		await setting('public');
		const html = await checked(there('/slow6'));
		assert.match(words(html), /内部网络里，公众打不开/);
		assert.deepEqual(server.seen, [], 'nothing came to a private address');
	});

	test('are tried, and the dead ones are shown with why and since when', async () => {
		await setting('any');
		await checked(there('/trick'));
		const deadline = AbortSignal.timeout(60000);
		while (!server.seen.some((line) => line.endsWith('/trick')) && !deadline.aborted)
			await fetch(`${place.url}/healthz`);
		let html;
		do
			html = await reform.page('/admin/links');
		while (html.includes(`href="${there('/slow6')}"`) && !deadline.aborted);
		const about = (path) => words(html.split('<tr>').find((row) => row.includes(`href="${there(path)}"`)) ?? '');
		assert.match(about('/broken'), /网站出错（500）/);
		assert.match(about('/gone'), /没有这个页面/);
		assert.match(about('/trick'), /不是这里可以用的协议/);
		assert.match(about('/round'), /一再转到别的地址/);
		for (const path of ['/fine', '/sign-in', '/away', '/get-only', '/slow1', '/slow6'])
			assert.equal(about(path), '', `${path} answers well`);
		assert.ok(server.seen.includes('HEAD /fine') && !server.seen.includes('GET /fine'), 'a HEAD is enough where it is answered');
		assert.ok(server.seen.includes('GET /get-only'));
		assert.ok(server.most() <= 4, `${server.most()} at once`);
		assert.deepEqual(brokenRules(html), []);
	});

	test('the hall says which site does not open now', async () => {
		const html = await good(visitor, '/sites'), row = (name) => html.split('<li>').find((li) => li.includes(name));
		assert.match(words(row('试验网站 1')), /现在打不开（\d+ 月 \d+ 日起）/);
		assert.doesNotMatch(words(row('试验网站 0')), /打不开/);
		assert.match(words(html), /每晚检查/);
	});

	test('a department sees those of its own, and may not start a check', async () => {
		const html = await good(handler, '/admin/links');
		assert.ok(html.includes(there('/gone')) && !html.includes('action="/admin/links/check"'));
		assert.equal((await handler.post('/admin/links/check', {}, { from: '/admin/powers' })).status, 403);
		const other = await new Client(place).signInStaff('02a');
		assert.ok(!(await other.page('/admin/links')).includes(there('/gone')));
	});
});
