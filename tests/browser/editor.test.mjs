// An item on its way from a department's draft to what everybody reads, by the people who do it; without scripts once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fits, looked } from '../lib/axe.mjs';
import { WIDE, follow, heading, openedBrowser, papers, press, said, signInStaff, visitor, words } from '../lib/browser.mjs';
import { FOOD, item } from '../lib/demo.mjs';
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

// The page keeps the rules, wide and narrow.
async function sound(page) {
	assert.deepEqual(await looked(page), []);
	await page.setViewportSize(NARROW);
	await fits(page);
	await page.setViewportSize(WIDE);
}

const field = (page, name) => page.locator(`main [name="${name}"]`);

// The link of an item's row, as it is read out.
const adjusting = (name) => new RegExp(`^调整\\s*${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

// From the list of items to the page of a new adjustment.
async function begin(page, name) {
	await page.goto(`/admin/items?q=${encodeURIComponent(name)}`);
	await sound(page);
	await follow(page, adjusting(name));
	await sound(page);
	await field(page, 'reason').selectOption({ label: '要素变更' });
	await field(page, 'reason_words').fill('按新的办法调整');
	await press(page, '开始');
	return page.url();
}

async function approve(path) {
	const page = await signInStaff(await visitor(browser, place), 'reform');
	await page.goto(path);
	await sound(page);
	const text = await words(page);
	await press(page, '批准');
	await said(page, /从今天起生效/);
	return text;
}

test('draft, check, review and publication of an item', async () => {
	const food = item(FOOD), days = String(food.promised.amount + 1), page = await signInStaff(await visitor(browser, place), '01a');
	const path = await begin(page, food.name);
	assert.match(await heading(page), new RegExp(food.name.slice(0, 4)));
	await sound(page);

	await follow(page, '时限');
	await sound(page);
	await field(page, 'promised.amount').fill('许多');
	await press(page, /^保存$/);
	assert.match(await words(page), /请填写整数/);
	await sound(page);
	await field(page, 'promised.amount').fill(days);
	await press(page, /^保存$/);
	await said(page, /“时限”已保存/);

	await follow(page, '申请材料');
	await follow(page, '新增申请材料');
	await sound(page);
	await field(page, 'name').fill('经营场所平面图');
	for (const [name, label] of [['type', '其他材料'], ['necessity', '必需'], ['medium', '纸质或电子'], ['source', '申请人自备']])
		await field(page, name).selectOption({ label });
	const { document } = await papers(browser);
	await page.setInputFiles('[name="sample"]', document);
	await press(page, /^保存$/);
	await said(page, /“经营场所平面图”已保存/);
	await sound(page);
	await press(page, /^上移\s*经营场所平面图/);

	await page.goto(path);
	assert.match(await words(page), new RegExp(`承诺办结时限由.*${days} 个工作日`));
	assert.match(await words(page), /经营场所平面图/);
	await sound(page);
	await press(page, '提交审改办审核');
	await said(page, /已提交/);
	await follow(page, '申请材料');
	await sound(page);

	assert.match(await approve(path), /经营场所平面图/);
	const guest = await visitor(browser, place);
	await guest.goto(`/items/${food.local_code}`);
	assert.match(await words(guest), new RegExp(`${days} 个工作日`));
	assert.match(await words(guest), /经营场所平面图/);
	await guest.goto(`/items/${food.local_code}/versions?from=1&to=2`);
	assert.match(await words(guest), /第 2 版.*按新的办法调整/s);
	await sound(guest);
	assert.deepEqual([...page.trouble.filter((line) => !/422/.test(line)), ...guest.trouble], []);
});

test('all of it works without scripts', async () => {
	const other = item(2), page = await signInStaff(await visitor(browser, place, { scripts: false }), '01a');
	const plainly = async (work) => { await work(); await page.waitForLoadState(); };
	await page.goto(`/admin/items?q=${encodeURIComponent(other.name)}`);
	await plainly(() => page.getByRole('link', { name: adjusting(other.name) }).click());
	await field(page, 'reason').selectOption({ label: '要素变更' });
	await plainly(() => page.getByRole('button', { name: '开始' }).click());
	const path = page.url();
	await plainly(() => page.locator('main').getByRole('link', { name: '问答与提醒' }).click());
	await field(page, 'reminders').fill('请先预约\n带好原件');
	await plainly(() => page.getByRole('button', { name: '保存', exact: true }).click());
	await plainly(() => page.getByRole('button', { name: '提交审改办审核' }).click());
	assert.match(await page.locator('.strip .tag').innerText(), /待审核/);
	await approve(path);
	await page.goto(`/items/${other.local_code}`);
	assert.match(await words(page), /带好原件/);
});
