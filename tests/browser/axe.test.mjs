// Every page that each of them comes to by links: axe finds nothing, on a desk and on a phone, and the console is silent.
import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import { after, before, describe, test } from 'node:test';
import { PHONE, WIDE, openedBrowser, press, signIn, signInStaff, visitor } from '../lib/browser.mjs';
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
	nobody: { starts: ['/', '/nowhere'] },
	person: { starts: ['/', '/my'] },
	company: { starts: ['/my'] },
	handler: { starts: ['/desk'] },
	approver: { starts: ['/desk'] },
	window: { starts: ['/desk'] },
	admin: { starts: ['/desk'] },
};
// No pages: documents, files, pictures, and what is made for programs.
const NO_PAGE = /^\/(assets|api)\/|^\/(my|desk)\/files\/|^\/(letters|licences)\/\d+$|\.svg$/;
// Pages of one kind are alike: so many of each are looked at, more where what is shown depends on how far a case is.
const EACH = 1, EACH_CASE = 4;

// The kind of a page: its path without numbers and codes, and the names of what is asked of it.
function kindOf(url) {
	const path = url.pathname.replace(/[0-9][0-9A-Z]{5,}|\b\d+\b/g, 'N');
	return `${path}?${[...url.searchParams].map(([name, value]) => (name === 'tab' ? value : name)).sort()}`;
}

async function findings(page) {
	const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
	return violations.map((v) => `${v.id} (${v.help}): ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(' ; ')}`);
}

async function looked(page) {
	const found = [];
	for (const viewport of [WIDE, PHONE]) {
		await page.setViewportSize(viewport);
		found.push(...(await findings(page)).map((f) => `${new URL(page.url()).pathname} at ${viewport.width}: ${f}`));
	}
	return found;
}

const linksOf = (page) => page.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.href.replace(/#.*/, '')));

// Follows all links from the starts; returns how many pages it saw, and all that is wrong with them.
async function walk(page, starts) {
	const seen = new Map(), next = starts.map((path) => place.url + path), met = new Set(next), wrong = [];
	while (next.length) {
		const url = new URL(next.shift()), kind = kindOf(url), times = seen.get(kind) ?? 0;
		if (NO_PAGE.test(url.pathname) || times >= (/\/cases\/N\?$/.test(kind) ? EACH_CASE : EACH))
			continue;
		seen.set(kind, times + 1);
		await page.goto(url.href);
		wrong.push(...await looked(page));
		for (const href of await linksOf(page))
			if (!met.has(href)) {
				met.add(href);
				next.push(href);
			}
	}
	return { n: seen.size, wrong };
}

async function come(name) {
	const page = await visitor(browser, place), p = PEOPLE[name];
	if (p.account)
		return signIn(page, p.account);
	return p.staff ? signInStaff(page, p.staff) : page;
}

// The browser itself complains of an address that does not exist; that is asked for once.
const complaints = (page) => page.trouble.filter((t) => !/^\/nowhere: .*404/.test(t));

describe('what each of them comes to', { concurrency: 2 }, () => {
	for (const [name, { starts }] of Object.entries(WALKS)) {
		test(name, async () => {
			const page = await come(name);
			const { n, wrong } = await walk(page, starts);
			assert.deepEqual(wrong, []);
			assert.deepEqual(complaints(page), [], 'the console is silent');
			assert.ok(n > 5, `only ${n} kinds of pages`);
			console.log(name, n);
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
