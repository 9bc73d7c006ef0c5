// The search field's suggestions, with the keyboard, on a narrow phone, and for those who listen; without scripts it is a search.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leave, openedBrowser, visitor } from '../lib/browser.mjs';
import { item } from '../lib/demo.mjs';
import { startedPlace } from '../lib/place.mjs';

const NARROW = { width: 320, height: 640 };
let place, browser;
before(async () => {
	place = await startedPlace();
	browser = await openedBrowser();
});
after(async () => {
	await browser?.close();
	await place?.remove();
});

const field = (page) => page.getByRole('combobox', { name: '搜索事项' });
const options = (page) => page.getByRole('option');

async function type(page, typed) {
	await page.goto('/');
	await field(page).pressSequentially(typed);
	await options(page).first().waitFor();
}

test('the arrows walk through the suggestions, Enter goes to the guide', async () => {
	const page = await visitor(browser, place);
	await type(page, 'spjy');
	assert.equal(await field(page).getAttribute('aria-expanded'), 'true');
	assert.ok((await options(page).first().innerText()).startsWith(item(1).name));
	assert.match(await page.getByRole('search').getByRole('status').innerText(), /有 \d+ 条建议/);
	await page.keyboard.press('ArrowDown');
	const first = options(page).first();
	assert.equal(await first.getAttribute('aria-selected'), 'true');
	assert.equal(await field(page).getAttribute('aria-activedescendant'), await first.getAttribute('id'));
	await page.keyboard.press('ArrowUp');
	assert.equal(await field(page).getAttribute('aria-activedescendant'), null, 'back in the field');
	await page.keyboard.press('ArrowUp');
	assert.equal(await options(page).last().getAttribute('aria-selected'), 'true', 'round to the last one');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await leave(page, () => page.keyboard.press('Enter'));
	assert.equal(await page.locator('h1').first().innerText(), item(1).name);
	assert.deepEqual(page.trouble, []);
});

test('Escape closes and keeps what was typed; Enter alone searches', async () => {
	const page = await visitor(browser, place);
	await type(page, '开饭店');
	await page.keyboard.press('Escape');
	assert.equal(await options(page).count(), 0);
	assert.equal(await field(page).inputValue(), '开饭店');
	assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
	await leave(page, () => page.keyboard.press('Enter'));
	assert.match(page.url(), /\/items\?q=/);
	assert.match(await page.locator('main').innerText(), /食品经营许可（新办）/);
});

test('a press chooses; on 320 pixels nothing stands out of the page', async () => {
	const page = await visitor(browser, place, { viewport: NARROW, touch: true });
	await type(page, '登记');
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	assert.ok(wide <= NARROW.width, `the page is ${wide} wide`);
	for (const box of await options(page).evaluateAll((all) => all.map((e) => e.getBoundingClientRect().toJSON()))) {
		assert.ok(box.left >= 0 && box.right <= NARROW.width, 'each suggestion is in the page');
		assert.ok(box.height >= 44, 'and large enough for a finger');
	}
	const name = await options(page).nth(1).evaluate((e) => e.firstChild.data);
	await leave(page, () => options(page).nth(1).tap());
	assert.equal(await page.locator('h1').first().innerText(), name);
});

test('without scripts the field is a search', async () => {
	const page = await visitor(browser, place, { scripts: false });
	await page.goto('/');
	await page.locator('input[name=q]').fill('奶茶店');
	await page.locator('.hero button').click();
	assert.match(await page.locator('main').innerText(), /食品经营许可（新办）/);
});
