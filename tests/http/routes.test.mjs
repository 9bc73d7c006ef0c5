// Every route for every kind of person, as the program's own table says it; and every page that a link leads to.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { brokenRules, links, tidy } from '../lib/html.mjs';
import { PEOPLE, come, mayUse } from '../lib/people.mjs';
import { startedPlace, tongban } from '../lib/place.mjs';

let place, routes;
const clients = {};

before(async () => {
	place = await startedPlace();
	routes = tongban(place.db, 'routes').stdout.trim().split('\n').map((line) => JSON.parse(line));
	for (const name of Object.keys(PEOPLE))
		clients[name] = await come(place, name);
});
after(() => place?.remove());

const NONE = '999999999'; // an id that no row has
const filled = (route) => route.path.replace(/:action\b/, 'pass').replace(/:[a-z]+/g, NONE);
const isJson = (route) => route.flags.includes('json');
// Signing out ends the session that the other rows need: it has its own test in web.test.mjs.
const posts = () => routes.filter((r) => r.method === 'POST' && r.path !== '/sign-out');

// Posts with the right token, unless the headers or the token are what is tried.
async function post(client, route, { headers = {}, csrf } = {}) {
	const body = new URLSearchParams({ csrf: csrf ?? await client.csrf('/progress') });
	const res = await client.request(filled(route), { method: 'POST', body, headers });
	return { status: res.status, text: await res.text() };
}

test('the table has rows, each with somebody who may use it and a line of help', () => {
	assert.ok(routes.length > 50, `only ${routes.length} routes`);
	for (const r of routes) {
		assert.ok(r.who.length > 0, `${r.method} ${r.path} admits nobody`);
		assert.ok(r.help, `${r.method} ${r.path} has no help`);
	}
});

for (const name of Object.keys(PEOPLE)) {
	describe(`as ${name}`, () => {
		test('reading is answered as the table says', async () => {
			for (const route of routes.filter((r) => r.method === 'GET')) {
				const path = filled(route), res = await clients[name].request(path), said = `GET ${path} as ${name}`;
				const text = await res.text();
				if (mayUse(route, name))
					assert.ok(![401, 403].includes(res.status) && res.status < 500, `${said} is allowed: got ${res.status}`);
				else if (name !== 'nobody')
					assert.equal(res.status, 403, `${said} should be forbidden`);
				else if (isJson(route)) {
					assert.equal(res.status, 401, said);
					assert.equal(JSON.parse(text).status, 401, `${said}: a problem document`);
				} else {
					const door = /^\/(desk|admin)/.test(path) ? '/desk/sign-in' : '/sign-in';
					assert.equal(res.status, 303, `${said} should lead to the sign-in`);
					assert.equal(res.headers.get('location'), `${door}?next=${encodeURIComponent(path)}`, said);
				}
			}
		});

		test('posting is answered as the table says', async () => {
			for (const route of posts()) {
				const { status } = await post(clients[name], route), said = `POST ${filled(route)} as ${name}`;
				if (mayUse(route, name))
					assert.ok(![401, 403].includes(status) && status < 500, `${said} is allowed: got ${status}`);
				else
					assert.equal(status, name === 'nobody' ? 401 : 403, said);
			}
		});

		test('what is posted from elsewhere or without the page\'s token is refused', async () => {
			for (const route of posts().filter((r) => mayUse(r, name))) {
				const said = `POST ${filled(route)} as ${name}`;
				assert.equal((await post(clients[name], route, { csrf: '' })).status, 403, `${said} without a token`);
				assert.equal((await post(clients[name], route, { csrf: 'f'.repeat(64) })).status, 403, `${said} with a wrong token`);
				const foreign = await post(clients[name], route, { headers: { origin: 'https://evil.example' } });
				assert.equal(foreign.status, 403, `${said} from another origin`);
			}
		});
	});
}

test('a browser that says "cross-site" is refused, "same-origin" is not', async () => {
	// fetch() of node sets Sec-Fetch-Mode only; the header that counts can be given by hand.
	const route = { path: '/progress' };
	assert.equal((await post(clients.nobody, route, { headers: { 'sec-fetch-site': 'cross-site' } })).status, 403);
	assert.equal((await post(clients.nobody, route, { headers: { 'sec-fetch-site': 'same-site' } })).status, 403);
	assert.equal((await post(clients.nobody, route, { headers: { 'sec-fetch-site': 'same-origin', origin: place.url } })).status, 422);
});

// Pages that no link leads to: a form's answer, or the page behind a post.
const DOORS = {
	nobody: ['/', '/desk/sign-in', '/register?kind=company', '/verify?number=1', '/items?q=食品', '/items?q=无此事', '/progress?n=HC1', '/look?type=large&next=/items'],
	person: ['/', '/my', '/my/licences', '/my/account'],
	company: ['/my', '/my/licences'],
	handler: ['/desk', '/desk/password', '/desk/find?q=HC'],
	checker: ['/desk'],
	approver: ['/desk'],
	reform: ['/desk', '/admin/adjustments', '/admin/rates', '/admin/standards'],
	window: ['/desk', '/desk/people', '/desk/register?q=食品'],
	admin: ['/desk'],
};
// The hall's frame shows these to everybody, whichever way they are signed in.
const OTHER_DOORS = ['/desk', '/my', '/items/:code/apply'];

function routeOf(path) {
	const segments = path.replace(/[?#].*/, '').split('/');
	const fits = (r) => r.path.split('/').length === segments.length && r.path.split('/').every((s, i) => s.startsWith(':') || s === segments[i]);
	const found = routes.filter((r) => r.method === 'GET' && fits(r));
	return found.find((r) => !r.path.includes(':')) ?? found[0];
}

// Pages of one kind: the same route with the same names in its query.
const kindOf = (path) => `${routeOf(path)?.path} ${(/\?(.*)/.exec(path)?.[1] ?? '').replace(/=[^&]*/g, '')}`;
const most = (path) => (/^\/(my|desk)\/cases\/\d+$/.test(path) ? 20 : 3);

// Follows all links from the doors, a few pages of each kind; `first` marks the first of its kind.
async function walk(name) {
	const seen = new Set(), counts = new Map(), pages = [], waiting = [...DOORS[name]];
	while (waiting.length) {
		const path = waiting.shift(), n = counts.get(kindOf(path)) ?? 0;
		if (seen.has(path) || n >= most(path))
			continue;
		seen.add(path);
		counts.set(kindOf(path), n + 1);
		const res = await clients[name].request(path), text = await res.text();
		const html = (res.headers.get('content-type') ?? '').startsWith('text/html') ? text : '';
		pages.push({ path, route: routeOf(path), status: res.status, html, first: n === 0 });
		waiting.push(...(res.status === 303 ? [res.headers.get('location')] : links(html)));
		if (name === 'window' && /^\/desk\/cases\/\d+$/.test(path))
			waiting.push(`${path}/receipt`); // where a registration leads
	}
	return pages;
}

async function faults(name, { route, status, html, first }) {
	if (status === 403 && OTHER_DOORS.includes(route?.path) && !mayUse(route, name))
		return [];
	if (status !== 200)
		return status === 303 ? [] : [`answers ${status}`];
	if (!html)
		return [];
	return [...brokenRules(html), ...(first || route?.path.includes('/cases/') ? await tidy(html) ?? [] : [])];
}

describe('pages', () => {
	const visited = new Set();
	for (const name of Object.keys(PEOPLE)) {
		test(`every link that ${name} is shown leads to a good page`, async () => {
			const wrong = [];
			for (const page of await walk(name)) {
				if (page.status === 200 || page.status === 303)
					visited.add(page.route?.path);
				wrong.push(...(await faults(name, page)).map((words) => `${page.path} ${words}`));
			}
			assert.deepEqual(wrong, []);
		});
	}

	test('together they reach every page of the table', () => {
		const missed = routes.filter((r) => r.method === 'GET' && !isJson(r) && !visited.has(r.path)).map((r) => r.path);
		assert.deepEqual(missed, []);
	});
});
