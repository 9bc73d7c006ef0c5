// The desk in a browser: cases off the straight way, their clocks, and the people of an organisation.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fits, looked } from '../lib/axe.mjs';
import { WIDE, follow, heading, leave, openedBrowser, press, said, signInStaff, visitor, words } from '../lib/browser.mjs';
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

const unfold = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
const casesOn = (page) => page.locator('tr[data-open]').evaluateAll((rows) => rows.map((r) => r.dataset.open));

// The first case of the list in review with this official, as its page.
async function toReview(page) {
	await page.goto('/desk/todo');
	const row = page.locator('tr[data-open]', { hasText: '审查中' }).filter({ hasNotText: '征求您的意见' }).first();
	await leave(page, () => row.locator('a').click());
}

test('every kind of case keeps the rules with all of its forms unfolded', async () => {
	const page = await signInStaff(await visitor(browser, place), 'admin'), seen = new Set();
	for (const list of ['/desk/held', '/desk/pressing', '/desk/pressing?lamp=asked', '/desk/todo']) {
		await page.goto(list);
		assert.deepEqual(await looked(page), []);
		for (const path of (await casesOn(page)).slice(0, 20))
			seen.add(path);
	}
	const kinds = new Set();
	for (const path of seen) {
		await page.goto(path);
		const kind = (await page.locator('.flags .tag').allInnerTexts()).join() + (await page.locator('.strip p').last().innerText()).split(' · ').at(-1);
		if (kinds.has(kind))
			continue;
		kinds.add(kind);
		await unfold(page);
		assert.deepEqual(await looked(page), []);
		await page.setViewportSize(NARROW);
		await fits(page);
		await page.setViewportSize(WIDE);
	}
	assert.ok(kinds.size > 8, `only ${kinds.size} kinds of cases`);
	assert.deepEqual(page.trouble, []);
});

test('what an official may do stands in order, and the forms hold on a phone', async () => {
	const page = await signInStaff(await visitor(browser, place), '01a');
	await toReview(page);
	const acts = page.locator('.acts');
	assert.equal(await acts.locator('.btn-primary').count(), 1, 'one likely action');
	assert.ok(!await acts.getByText('转交…').isVisible(), 'what is rare is folded away');
	await acts.getByText(/更多操作/).click();
	assert.ok(await acts.getByText('转交…').isVisible());
	await unfold(page);
	assert.deepEqual(await looked(page), []);
	await page.setViewportSize(NARROW);
	await fits(page);
});

test('a special procedure without scripts: what is wrong stands beside its question, in the open form', async () => {
	const page = await signInStaff(await visitor(browser, place, { scripts: false }), '02a');
	await toReview(page);
	const acts = page.locator('.acts'), form = acts.locator('details.act', { has: page.locator('summary', { hasText: '进入特别程序' }) });
	await acts.getByText(/更多操作/).click();
	await form.locator('summary').click();
	await form.locator('[name$="-organiser"]').fill('区疾控中心');
	await leave(page, () => form.getByRole('button').click());
	assert.match(await page.title(), /^错误：/);
	assert.ok(await form.locator('[name$="-special"]').isVisible(), 'the form is open');
	assert.equal(await form.locator('[name$="-organiser"]').inputValue(), '区疾控中心');
	await page.locator('[data-errors] a', { hasText: '种类' }).click();
	assert.match(page.url(), /#begin-special-special$/);
	await form.locator('[name$="-special"]').selectOption('testing');
	await form.locator('[name$="-amount"]').fill('10');
	await form.locator('[name$="-approver"]').fill('林局长');
	await form.locator('[name$="-basis"]').fill('行政许可法第四十五条');
	await form.locator('[name$="-reason"]').fill('需要第三方检测');
	await leave(page, () => form.getByRole('button').click());
	await said(page, /已进入特别程序/);
	await follow(page, /日子是怎么数的/);
	assert.match(await words(page), /停表/);
});

test('with the keyboard: to the rare actions, and handing one over', async () => {
	const page = await signInStaff(await visitor(browser, place), '01a');
	await toReview(page);
	await page.locator('.acts summary', { hasText: '更多操作' }).focus();
	await page.keyboard.press('Enter');
	await page.locator('.acts summary', { hasText: '转交…' }).focus();
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Tab');
	await page.keyboard.type('请您接着办');
	await page.keyboard.press('Tab');
	await leave(page, () => page.keyboard.press('Enter'));
	await said(page, /已转交/);
	assert.match(await page.locator('.flags').innerText(), /已转交\s+承办岗由 .+ 办理/);
});

test('the head sees who has what, and hands over from there', async () => {
	const page = await signInStaff(await visitor(browser, place), '09c');
	await page.goto('/desk/team');
	assert.deepEqual(await looked(page), []);
	await page.setViewportSize(NARROW);
	await fits(page);
	await page.setViewportSize(WIDE);
	await follow(page, /大家共有.*承办岗/);
	assert.match(await heading(page), /承办岗的待办/);
	await press(page, '转交');
	assert.match(await page.title(), /^错误：/);
	assert.deepEqual(await looked(page), []);
	await page.setViewportSize(NARROW);
	await fits(page);
	await page.setViewportSize(WIDE);
	await page.locator('[name=case]').first().check();
	await page.locator('[name=to]').first().check();
	await press(page, '转交');
	await said(page, /已转交 1 件/);
});
