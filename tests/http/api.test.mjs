// The interface for other systems: described by its own document, and true to it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { item, items } from '../lib/demo.mjs';
import { startedPlace, tongban } from '../lib/place.mjs';
import { misfits, refer } from '../lib/schema.mjs';

let place, visitor, company, api;
before(async () => {
	place = await startedPlace();
	visitor = new Client(place);
	company = await new Client(place).signIn('13900000011');
	api = await json(visitor, '/api/v1/openapi.json');
});
after(() => place?.remove());

async function json(client, path) {
	const res = await client.request(path), text = await res.text();
	assert.equal(res.status, 200, `${path}: ${text.slice(0, 300)}`);
	assert.match(res.headers.get('content-type'), /^application\/json; charset=utf-8$/, path);
	return JSON.parse(text);
}

// An answer that fits what the document says about its path.
async function fitting(client, path, described = path.replace(/\?.*/, '')) {
	const value = await json(client, path), { get } = api.paths[described];
	assert.deepEqual(misfits(api, get.responses['200'].content['application/json'].schema, value), [], path);
	return value;
}

async function problem(client, path, status) {
	const res = await client.request(path), value = JSON.parse(await res.text());
	assert.equal(res.status, status, path);
	assert.match(res.headers.get('content-type'), /^application\/problem\+json/);
	assert.deepEqual(misfits(api, refer(api, '#/components/schemas/Problem'), value), [], path);
	assert.equal(value.status, status);
	assert.ok(value.title && value.detail, `${path}: words for people`);
	return value;
}

describe('the document', () => {
	test('is OpenAPI 3.1 and describes every JSON route of the table', () => {
		assert.match(api.openapi, /^3\.1\./);
		assert.ok(api.info.title && api.info.version);
		const table = tongban(place.db, 'routes').stdout.trim().split('\n').map((l) => JSON.parse(l));
		for (const r of table.filter((row) => row.flags.includes('json') && row.path !== '/api/v1/openapi.json')) {
			const operation = api.paths[r.path.replace(/:([a-z]+)/g, '{$1}')]?.[r.method.toLowerCase()];
			assert.ok(operation, `${r.method} ${r.path} is described`);
			assert.equal(operation.summary, r.help);
		}
	});

	test('all references lead somewhere, all parameters of paths are described', () => {
		const walk = (v) => {
			if (v?.$ref)
				refer(api, v.$ref);
			if (v && typeof v === 'object')
				Object.values(v).forEach(walk);
		};
		walk(api);
		for (const [path, { get }] of Object.entries(api.paths)) {
			const named = get.parameters.filter((p) => p.in === 'path').map((p) => p.name);
			assert.deepEqual(named, [...path.matchAll(/\{([a-z]+)\}/g)].map((m) => m[1]), path);
			assert.ok(get.responses.default.content['application/problem+json'], `${path}: failures are described`);
		}
	});
});

describe('items', () => {
	test('page by page, each item once', async () => {
		const names = [];
		let next = '', total;
		do {
			const page = await fitting(visitor, `/api/v1/items?limit=7${next && `&after=${encodeURIComponent(next)}`}`);
			assert.ok(page.items.length <= 7);
			names.push(...page.items.map((i) => i.name));
			total ??= page.total;
			next = page.next;
		} while (next && names.length < 1000);
		assert.equal(total, items.length);
		assert.deepEqual(names.sort(), items.map((i) => i.name).sort());
	});

	test('searched and filtered as in the hall', async () => {
		assert.deepEqual((await fitting(visitor, '/api/v1/items?q=食品')).items.map((i) => i.name), [item(1).name, item(2).name]);
		const instant = await fitting(visitor, '/api/v1/items?instant=1&limit=100');
		assert.deepEqual(instant.items.map((i) => i.name).sort(), items.filter((i) => i.instant).map((i) => i.name).sort());
		const none = await fitting(visitor, '/api/v1/items?q=无此事项');
		assert.deepEqual(none.items, []);
		assert.equal(none.next ?? null, null);
	});

	test('a limit outside its bounds does no harm', async () => {
		for (const limit of ['0', '-1', '101', 'x', '99999999999999999999'])
			assert.ok((await fitting(visitor, `/api/v1/items?limit=${limit}`)).items.length <= 100, limit);
	});

	test('one item with everything that it says', async () => {
		const i = item(1), it = await fitting(visitor, `/api/v1/items/${i.local_code}`, '/api/v1/items/{code}');
		assert.equal(it.name, i.name);
		assert.equal(it.elements.implementation_code, i.implementation_code);
		assert.deepEqual(it.elements.materials.map((m) => m.name), i.materials.map((m) => m.name));
		assert.deepEqual(it.elements.conditions, i.conditions);
		for (const other of items)
			await fitting(visitor, `/api/v1/items/${other.local_code}`, '/api/v1/items/{code}');
	});

	test('filters of the hall: visits, wholly online, streets; mistyped words are mended', async () => {
		const fitting_items = async (query) => (await fitting(visitor, `/api/v1/items?limit=100&${query}`)).items;
		assert.ok((await fitting_items('visits=0')).every((i) => i.visits === 0));
		assert.ok((await fitting_items('full=1')).every((i) => i.star === 5));
		assert.ok((await fitting_items('street=1')).every((i) => /街道/.test(i.agency)));
		const mended = await fitting(visitor, '/api/v1/items?q=食品精英许可');
		assert.match(mended.items[0].name, /^食品经营许可/);
		assert.equal(mended.near, false);
	});

	test('a version says what it said', async () => {
		const { local_code } = item(1), now = await json(visitor, `/api/v1/items/${local_code}`);
		const first = await fitting(visitor, `/api/v1/items/${local_code}/versions/1`, '/api/v1/items/{code}/versions/{version}');
		assert.equal(first.version, 1);
		assert.match(first.from, /^\d{4}-\d\d-\d\d$/);
		assert.equal(first.elements.name, item(1).name);
		assert.equal(first.elements.popularity, undefined, 'what is the program\'s own stays inside');
		assert.deepEqual((await json(visitor, `/api/v1/items/${local_code}/versions/${now.version}`)).elements, now.elements);
		for (const n of ['0', String(now.version + 1), 'x', '-1'])
			await problem(visitor, `/api/v1/items/${local_code}/versions/${n}`, 404);
	});

	test('tables of codes', async () => {
		const { tables } = await fitting(visitor, '/api/v1/codes');
		assert.ok(tables.some((t) => t.word === 'item_type' && t.entries > 10));
		const types = await fitting(visitor, '/api/v1/codes/item_type', '/api/v1/codes/{table}');
		assert.ok(types.codes.some((c) => c.code === '01' && c.name === '行政许可' && c.in_use));
		await problem(visitor, '/api/v1/codes/no_such_table', 404);
	});

	test('departments with the number of their items', async () => {
		const { departments } = await fitting(visitor, '/api/v1/departments');
		assert.equal(departments.reduce((n, d) => n + d.items, 0), items.length);
	});
});

describe('what changes', () => {
	const published = (rows) => {
		const path = join(place.folder, 'rows.json');
		writeFileSync(path, JSON.stringify(rows));
		const res = tongban(place.db, 'import', 'catalogue', path);
		assert.equal(res.status, 0, res.stdout + res.stderr);
	};
	// All changes behind the cursor, page by page.
	async function follow(since) {
		const changes = [];
		for (let more = true; more;) {
			const page = await fitting(visitor, `/api/v1/changes?limit=7&since=${since}`);
			changes.push(...page.changes);
			({ next: since, more } = page);
		}
		return { changes, since };
	}
	// A change is shown a second after it was made.
	async function followUntil(since, enough) {
		const changes = [];
		for (const end = Date.now() + 10000; Date.now() < end && !enough(changes);) {
			const got = await follow(since);
			changes.push(...got.changes);
			({ since } = got);
		}
		return { changes, since };
	}

	test('everything from the beginning, each item once, oldest first', async () => {
		const { changes } = await follow('');
		assert.equal(changes.length, items.length);
		assert.equal(new Set(changes.map((c) => c.code)).size, items.length);
		assert.ok(changes.every((c, i) => i === 0 || c.changed_at >= changes[i - 1].changed_at));
	});

	test('then only what is new: changed, added, suspended; and nothing twice', async () => {
		const { since } = await follow(''), { local_code } = item(3);
		assert.deepEqual((await follow(since)).changes, []);
		published([{ item_code: local_code, summary: '改过' }, { item_code: 'NEW-1', name: '新事项', type: '20', department_code: '113502050000000194' },
			{ item_code: item(4).local_code, state: 'suspended' }]);
		const { changes, since: later } = await followUntil(since, (all) => all.length >= 3);
		const said = Object.fromEntries(changes.map((c) => [c.code, c.change]));
		assert.deepEqual(said, { [local_code]: 'changed', 'NEW-1': 'added', [item(4).local_code]: 'suspended' });
		assert.deepEqual((await follow(later)).changes, []);
	});

	test('secret items never leave; one that was public is removed', async () => {
		const { since } = await follow(''), { local_code } = item(5);
		published([{ item_code: local_code, secret: true }, { item_code: 'SECRET-1', name: '从来保密', type: '20', secret: true,
			department_code: '113502050000000194' }, { item_code: 'NEW-2', name: '公开的', type: '20', department_code: '113502050000000194' }]);
		const { changes } = await followUntil(since, (all) => all.some((c) => c.code === 'NEW-2'));
		const removed = changes.find((c) => c.code === local_code);
		assert.equal(removed.change, 'removed');
		assert.equal(removed.name, undefined);
		assert.ok(!changes.some((c) => c.code === 'SECRET-1'));
		const reform = await new Client(place).signInStaff('reform');
		for (const client of [visitor, reform])
			for (const path of [`/api/v1/items/${local_code}`, `/api/v1/items/${local_code}/versions/2`, '/api/v1/items/SECRET-1'])
				await problem(client, path, 404);
		assert.doesNotMatch(await (await visitor.request('/api/v1/items?limit=100&q=保密')).text(), /从来保密/);
		// public again: the version that was secret stays so
		published([{ item_code: local_code, secret: false }]);
		await problem(visitor, `/api/v1/items/${local_code}/versions/2`, 404);
		assert.equal((await json(visitor, `/api/v1/items/${local_code}/versions/3`)).version, 3);
	});

	test('a cursor that is none is said so', async () => {
		for (const since of ['x', '1', '1-', '1-2-3', '1-2x'])
			await problem(visitor, `/api/v1/changes?since=${since}`, 400);
	});
});

describe('own cases', () => {
	test('list and case, with timeline and letters', async () => {
		const { cases } = await fitting(company, '/api/v1/my/cases');
		assert.ok(cases.length > 5, `${cases.length} cases`);
		for (const c of cases) {
			const one = await fitting(company, `/api/v1/my/cases/${c.id}`, '/api/v1/my/cases/{id}');
			for (const key of ['number', 'item', 'state', 'state_name'])
				assert.equal(one[key], c[key]);
			if (c.number)
				assert.ok(one.timeline.length > 0, `${c.number} has a timeline`);
		}
		const ids = cases.map((c) => BigInt(c.id));
		assert.ok(ids.every((id, i) => i === 0 || id < ids[i - 1]), 'newest first');
	});

	test('clocks: what runs ends on a day, what stands still does not, and the case is due when one of them is', async () => {
		const { cases } = await json(company, '/api/v1/my/cases');
		let still = 0;
		for (const { id } of cases) {
			const one = await json(company, `/api/v1/my/cases/${id}`), running = one.clocks.filter((k) => k.running);
			for (const k of running) {
				still += k.paused;
				assert.equal(k.due === null, k.paused, `${one.number} ${k.kind}`);
				assert.equal(k.pauses.some((p) => p.to === null), k.paused, `${one.number} ${k.kind}`);
			}
			if (one.due)
				assert.ok(running.some((k) => k.due === one.due), `${one.number} is due on ${one.due}`);
		}
		assert.ok(still > 0, 'the demonstration has a case that stands still');
	});

	test('before leads on to older ones', async () => {
		const { cases } = await fitting(company, '/api/v1/my/cases');
		const older = await fitting(company, `/api/v1/my/cases?before=${cases[2].id}`);
		assert.deepEqual(older.cases, cases.slice(3));
	});

	test('neither names nor reasons of officials', async () => {
		const { cases } = await json(company, '/api/v1/my/cases');
		for (const c of cases) {
			const text = JSON.stringify(await json(company, `/api/v1/my/cases/${c.id}`));
			assert.doesNotMatch(text, /材料齐全，符合条件，建议准予/, 'an official\'s opinion');
			assert.doesNotMatch(text, /"by":"(陈|林|黄|张|李)[^"局会]{1,2}"/, 'an official\'s name');
		}
	});
});

describe('failures', () => {
	test('are problem documents', async () => {
		assert.equal((await problem(visitor, '/api/v1/my/cases', 401)).code, 'sign_in');
		await problem(visitor, '/api/v1/my/cases/1', 401);
		await problem(visitor, '/api/v1/items/no-such-code', 404);
		await problem(visitor, '/api/v1/no-such-thing', 404);
		await problem(company, '/api/v1/my/cases/999999999', 404);
		await problem(company, '/api/v1/my/cases/abc', 404);
		await problem(await new Client(place).signInStaff('01a'), '/api/v1/my/cases', 403);
		await problem(visitor, '/api/v1/items?q=%ff', 400);
	});
});

test('an answer that has not changed is not sent again', async () => {
	for (const path of ['/api/v1/openapi.json', '/api/v1/items', `/api/v1/items/${item(1).local_code}`,
		`/api/v1/items/${item(1).local_code}/versions/1`, '/api/v1/departments', '/api/v1/codes', '/api/v1/codes/item_type', '/api/v1/changes']) {
		const etag = (await visitor.request(path)).headers.get('etag');
		assert.ok(etag, path);
		assert.equal((await visitor.request(path, { headers: { 'if-none-match': etag } })).status, 304, path);
	}
});
