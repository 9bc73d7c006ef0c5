// On a phone: nothing is wider than the screen, what is pressed is large enough, all the way of an applicant.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fits } from '../lib/axe.mjs';
import { ANSWERS, ITEM, PHONE, PHOTO, begin, chooseDelivery, fill, follow, heading, leave, openMaterial, openedBrowser, papers, press, signIn,
	signInStaff, take, upload, visitor } from '../lib/browser.mjs';
import { startedPlace } from '../lib/place.mjs';

const TARGET = 44, NARROW = { width: 320, height: 640 };
let place, browser, hand;
before(async () => {
	place = await startedPlace();
	browser = await openedBrowser();
	hand = await papers(browser);
});
after(async () => {
	await browser?.close();
	await place?.remove();
});

// Buttons, fields and links that stand alone; links within a line of text are as high as the line.
async function touchable(page) {
	const small = await page.evaluate((least) => [...document.querySelectorAll('button, input, select, textarea, summary, .btn')]
		.filter((e) => e.type !== 'hidden' && e.checkVisibility())
		.map((e) => (['radio', 'checkbox'].includes(e.type) ? e.closest('label') ?? e : e))
		.map((e) => ({ e, box: e.getBoundingClientRect() }))
		.filter(({ e, box }) => box.height > 0 && box.height < least && !e.closest('details.more'))
		.map(({ e, box }) => `${e.localName} ${(e.innerText || e.name || '').trim()} is ${Math.round(box.height)} high`), TARGET);
	assert.deepEqual(small, [], `what is pressed on ${page.url()}`);
}

async function good(page) {
	await fits(page);
	await touchable(page);
}

test('an applicant goes all the way on a phone', async () => {
	const page = await signIn(await visitor(browser, place, { viewport: PHONE, touch: true }), '13900000003');
	const id = await begin(page);
	await good(page);
	await follow(page, '填写申请表');
	await good(page);
	await fill(page, { ...ANSWERS, elder_name: '' });
	await press(page, '保存并返回');
	assert.match(await page.title(), /^错误：/);
	await good(page);
	await fill(page, ANSWERS);
	await press(page, '保存并返回');
	await openMaterial(page, PHOTO);
	await upload(page, { ...hand.jpeg, name: `${'很长的文件名'.repeat(12)}.jpg` });
	await good(page);
	await page.goto(`/my/cases/${id}/materials`);
	await good(page);
	await page.goto(`/my/cases/${id}`);
	await chooseDelivery(page);
	await follow(page, '核对并提交');
	await good(page);
	await page.locator('#declared').tap();
	await press(page, '确认并提交');
	assert.equal(await heading(page), '申请已提交');
	await good(page);
	for (const path of [`/my/cases/${id}`, '/my', '/my/account', '/my/licences']) {
		await page.goto(path);
		await good(page);
	}
});

test('at 320 pixels the pages of the hall fit', async () => {
	const page = await visitor(browser, place, { viewport: NARROW });
	for (const path of ['/', '/items', '/items?q=食品', `/items/${ITEM.code}`, '/departments', '/help', '/progress', '/verify', '/notices',
		'/sign-in', '/register', '/register?kind=company', '/nowhere']) {
		await page.goto(path);
		await good(page);
	}
});

test('at 320 pixels the pages of the desk fit', async () => {
	const page = await signInStaff(await visitor(browser, place, { viewport: NARROW }), '01a');
	for (const list of ['todo', 'doing', 'held', 'done', 'find?q=食品']) {
		await page.goto(`/desk/${list}`);
		await fits(page);
	}
	await page.goto('/desk/todo');
	await take(page, await page.locator('tr[data-open] a').first().innerText());
	for (const tab of ['材料', '申请表', '时间线', '文书']) {
		await follow(page, tab);
		await fits(page);
	}
});

test('larger letters break nothing', async () => {
	const page = await visitor(browser, place, { viewport: PHONE });
	for (const path of ['/', `/items/${ITEM.code}`, '/register']) {
		await page.goto(path);
		const sizes = [];
		await page.getByText('菜单').click();
		for (let i = 0; i < 2; i++) {
			await leave(page, () => page.locator('details.menu button[name=type]').click());
			sizes.push(await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize)));
			await fits(page);
			await page.getByText('菜单').click();
		}
		assert.ok(sizes[1] > sizes[0] && sizes[0] > 17, `the letters grow: ${sizes}`);
		await leave(page, () => page.locator('details.menu button[name=type]').click());
	}
});

test('the menu works without scripts', async () => {
	const page = await visitor(browser, place, { viewport: PHONE, scripts: false });
	await page.goto('/');
	const menu = page.locator('details.menu nav');
	assert.ok(!await menu.isVisible());
	await page.getByText('菜单').click();
	assert.ok(await menu.isVisible());
	assert.ok(await menu.getByRole('button', { name: '大字' }).isVisible(), 'large type needs no script');
	await menu.getByRole('link', { name: '我要办' }).click();
	await page.waitForURL('**/items');
});
