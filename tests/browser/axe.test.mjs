// Every page that each of them comes to by links: axe finds nothing, on a desk and on a phone, and the console is silent.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findings, looked } from '../lib/axe.mjs';
import { PHONE, openedBrowser, press, signIn, signInStaff, visitor } from '../lib/browser.mjs';
import { PEOPLE } from '../lib/people.mjs';
import { startedPlace } from '../lib/place.mjs';

let place, browser;
before(async () => {
	place = await startedPlace();
	browser = await openedBrowser();
});
after(async () => {
	await browser?.close();
	await place?.remove();
});

const WALKS = {
	nobody: ['/', '/nowhere'], person: ['/my'], company: ['/my'],
	handler: ['/desk/todo', '/desk/find?q=食品'], window: ['/desk/todo'], admin: ['/desk/todo'],
};
// No pages: documents, files, pictures, what is made for programs; and the door to the desk, which only leads on.
const NO_PAGE = /^\/(assets|api)\/|^\/desk$|^\/(my|desk)\/files\/|^\/items\/[^/]+\/files\/|^\/(letters|licences)\/\d+$|\/form\/(export|paper)$|\.(svg|pdf|json|csv|xlsx)$/;
// Pages of one kind are alike: so many of each are looked at, more where what is shown depends on how far a case is.
const EACH = 1, EACH_CASE = 3;

// The kind of a page: its path without numbers and codes, and the names of what is asked of it.
function kindOf(url) {
	const path = url.pathname.replace(/[0-9][0-9A-Z]{5,}|\b\d+\b/g, 'N').replace(/^\/(journeys|intermediaries|admin\/codes)\/[a-z][a-z0-9_-]*/, '/$1/N');
	return `${path}?${[...url.searchParams].map(([name, value]) => (name === 'tab' ? value : name)).sort()}`;
}

const linksOf = (page) => page.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.href.replace(/#.*/, '')));

const seenByAll = new Map();

// Follows all links from the starts; returns how many pages it saw, and all that is wrong with them.
async function walk(page, starts) {
	const own = new Map(), next = starts.map((path) => place.url + path), met = new Set(next), wrong = [];
	let n = 0;
	while (next.length) {
		const url = new URL(next.shift()), kind = kindOf(url);
		const seen = /^\/(my|desk|admin)\b/.test(kind) ? own : seenByAll, times = seen.get(kind) ?? 0;
		if (NO_PAGE.test(url.pathname) || times >= (/\/cases\/N\?$/.test(kind) ? EACH_CASE : EACH))
			continue;
		seen.set(kind, times + 1);
		n++;
		await page.goto(url.href);
		wrong.push(...await looked(page));
		for (const href of (await linksOf(page)).filter((to) => !met.has(to))) {
			met.add(href);
			next.push(href);
		}
	}
	return { n, wrong };
}

// The browser itself complains of an address that does not exist; that is asked for once.
const complaints = (page) => page.trouble.filter((t) => !/^\/nowhere: .*404/.test(t));

async function come(name) {
	const page = await visitor(browser, place), p = PEOPLE[name];
	if (p.account)
		return signIn(page, p.account);
	return p.staff ? signInStaff(page, p.staff) : page;
}

describe('what each of them comes to', { concurrency: 2 }, () => {
	for (const [name, starts] of Object.entries(WALKS)) {
		test(name, async () => {
			const page = await come(name);
			const { n, wrong } = await walk(page, starts);
			assert.deepEqual(wrong, []);
			assert.deepEqual(complaints(page), [], 'the console is silent');
			assert.ok(n > 7, `only ${n} pages`);
		});
	}
});

test('pages that say what is wrong', async () => {
	const page = await visitor(browser, place);
	for (const [path, button] of [['/sign-in', '登录'], ['/register', '注册'], ['/register?kind=company', '注册'], ['/progress', '查询']]) {
		await page.goto(path);
		await press(page, button);
		assert.match(await page.title(), /^错误：/);
		assert.deepEqual(await looked(page), []);
	}
});

test('colours on the phone', async () => {
	const page = await visitor(browser, place, { viewport: PHONE });
	for (const path of ['/', '/items', '/sign-in', '/desk/sign-in']) {
		await page.goto(path);
		assert.deepEqual(await findings(page), [], path);
	}
});
