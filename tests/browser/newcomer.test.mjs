// Somebody who has never been here finds what they need in three ways, reads it as they can see best, and takes it along on paper.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { fits } from '../lib/axe.mjs';
import { PHONE, WIDE, follow, heading, leave, openedBrowser, press, visitor, words } from '../lib/browser.mjs';
import { FOOD, item, items } from '../lib/demo.mjs';
import { startedPlace } from '../lib/place.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const food = item(FOOD), GUIDE = `/items/${food.local_code}`;

let place, browser;
before(async () => {
	place = await startedPlace();
	browser = await openedBrowser();
});
after(async () => {
	await browser?.close();
	await place?.remove();
});

async function atTheGuide(page) {
	assert.equal(new URL(page.url()).pathname, GUIDE);
	assert.equal(await heading(page), food.name);
	assert.ok(await page.getByRole('link', { name: '在线办理' }).isVisible());
}

describe('a newcomer finds the food permit', () => {
	for (const scripts of [true, false]) {
		const how = scripts ? 'with scripts' : 'without scripts';

		test(`by words that people use, ${how}`, async () => {
			const page = await visitor(browser, place, { scripts });
			await page.goto('/');
			await page.getByRole('search').locator('[name=q]').fill('开饭店');
			await leave(page, () => page.getByRole('search').getByRole('button').click());
			await leave(page, () => page.locator(`main a[href="${GUIDE}"]`).first().click());
			await atTheGuide(page);
		});

		test(`by the department that gives it, ${how}`, async () => {
			const page = await visitor(browser, place, { scripts });
			await page.goto('/');
			await leave(page, () => page.locator('main a[href^="/items?org="]', { hasText: '市场监管' }).first().click());
			await leave(page, () => page.locator(`main a[href="${GUIDE}"]`).click());
			await atTheGuide(page);
		});

		test(`by what they want to do, ${how}`, async () => {
			const page = await visitor(browser, place, { scripts, viewport: PHONE });
			await page.goto('/');
			await follow(page, /我要开一家奶茶店/);
			for (const choice of ['还没有', '个体工商户', '现做的饮料或者食品', '不要', '不是', '不要']) {
				await page.getByLabel(choice, { exact: true }).check();
				await press(page, '下一步');
			}
			await fits(page);
			assert.match(await words(page), /第 1 步[^]*个体工商户注册登记[^]*第 2 步[^]*食品经营许可/);
			await follow(page, food.name);
			await atTheGuide(page);
			assert.deepEqual(page.trouble, []);
		});
	}
});

describe('how it is read', () => {
	test('in high contrast every word has 7:1, by day and by night', async () => {
		for (const colorScheme of ['light', 'dark']) {
			const page = await visitor(browser, place, { viewport: WIDE });
			await page.emulateMedia({ colorScheme });
			await page.goto(GUIDE);
			await leave(page, () => page.locator('header').getByRole('button', { name: '高对比' }).first().click());
			assert.equal(new URL(page.url()).pathname, GUIDE, 'it comes back to the page');
			await page.evaluate(AXE);
			const { violations } = await page.evaluate(() => axe.run({ runOnly: ['color-contrast-enhanced'] }));
			assert.deepEqual(violations.flatMap((v) => v.nodes.map((n) => `${n.html.slice(0, 120)}: ${n.any[0]?.message}`)), [], colorScheme);
		}
	});

	test('in large type 1.25 and 1.5 times as large, and no wider than a small phone', async () => {
		const page = await visitor(browser, place, { viewport: { width: 320, height: 640 } });
		const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize));
		await page.goto(GUIDE);
		const usual = await size();
		for (const [type, times] of [['large', 1.25], ['larger', 1.5]]) {
			await page.goto(`/look?type=${type}&next=${GUIDE}`);
			assert.ok(Math.abs(await size() / usual - times) < 0.01, type);
			await fits(page);
		}
	});

	test('the modes are reached by the keyboard', async () => {
		const page = await visitor(browser, place);
		await page.goto(GUIDE);
		const large = page.locator('header .corner button[name=type]');
		for (let i = 0; i < 20 && !await large.evaluate((e) => e === document.activeElement); i++)
			await page.keyboard.press('Tab');
		await leave(page, () => page.keyboard.press('Enter'));
		assert.equal(await page.locator('html').getAttribute('data-type'), 'large');
	});
});

const pagesOf = async (page) => (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;

test('a guide is printed on two sheets, with its code to scan and without what is only for the screen', async () => {
	const page = await visitor(browser, place, { viewport: WIDE });
	const longest = [...items].sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length).slice(0, 8);
	for (const i of longest) {
		await page.goto(`/items/${i.local_code}`);
		assert.ok(await pagesOf(page) <= 2, `${i.name} takes more than two sheets`);
	}
	await page.emulateMedia({ media: 'print' });
	assert.ok(await page.locator('svg.code').isVisible());
	for (const gone of ['header', 'footer', '.stay', '.looks'])
		assert.ok(!await page.locator(gone).first().isVisible(), gone);
});
