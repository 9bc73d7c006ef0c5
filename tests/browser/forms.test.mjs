// Forms of items in a browser: what does not apply is hidden while one types, and what is computed appears, by the same
// conditions that the server judges by; without scripts everything stands there and says when it counts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fits, looked } from '../lib/axe.mjs';
import { PHONE, openedBrowser, press, signInStaff, visitor, words } from '../lib/browser.mjs';
import { come } from '../lib/people.mjs';
import { startedPlace } from '../lib/place.mjs';

const FORM = [
	{ group: '店铺', name: 'kind', label: '办哪一种', kind: 'choice', required: true, choices: ['新办', '延续', '变更'] },
	{ name: 'area', label: '面积', kind: 'number' },
	{ name: 'tools', label: '设备', kind: 'choices', choices: ['刀', '炉'] },
	{ name: 'old', label: '旧证号', kind: 'text', required: true, when: 'kind in (“延续”, “变更”) and not empty(area)' },
	{ group: '变更', name: 'why', label: '变更原因', kind: 'text', when: 'old = “A1” or tools = “炉”' },
	{ group: '核查', name: 'agree', label: '同意核查', kind: 'check' },
	{ name: 'day', label: '核查日期', kind: 'date', when: 'agree and days(today, “2999-01-01”) > 3' },
	{ kind: 'group', name: 'staff', label: '从业人员', max: 5 },
	{ name: 'pay', label: '月薪', kind: 'money' },
	{ name: 'year', label: '年薪', kind: 'computed', computed: 'pay * 12' },
	{ kind: 'group', label: '合计', when: 'count(staff) > 1' },
	{ name: 'total', label: '月薪合计', kind: 'computed', computed: 'sum(staff.pay) + 0.1' },
	{ name: 'lease', label: '租期', kind: 'range' },
	{ name: 'days', label: '租几天', kind: 'computed', computed: 'days(lease.from, lease.to)' },
];

let place, browser, path;
before(async () => {
	place = await startedPlace();
	browser = await openedBrowser();
	path = await drafted();
});
after(async () => {
	await browser?.close();
	await place?.remove();
});

// The form above in a draft of an item: where it can be tried.
async function drafted() {
	const editor = await come(place, 'handler'), list = await editor.page('/admin/items');
	const to = await editor.act('/admin/adjustments/new', { kind: 'item', subject: /subject=(\d+)/.exec(list)[1], change: 'change', reason: 'elements' });
	const form = `${/^\/admin\/adjustments\/\d+/.exec(to)[0]}/form`;
	const data = new FormData();
	data.set('csrf', await editor.csrf(form));
	data.set('edition', /name="edition" value="(\d+)"/.exec(await editor.page(form))[1]);
	data.set('replace', '1');
	data.set('file', new Blob([JSON.stringify(FORM)]), 'form.json');
	assert.equal((await editor.request(`${form}/import`, { method: 'POST', body: data })).status, 303);
	return `${form}/preview`;
}

const seen = (page, label) => page.getByText(label, { exact: true }).first().isVisible();
const shown = (page, name) => page.locator(`[data-name="${name}"] output`).first().innerText();

test('questions come and go with the answers they depend on', async () => {
	const page = await signInStaff(await visitor(browser, place), '01a');
	await page.goto(path);
	assert.equal(await seen(page, '旧证号'), false);
	await page.getByLabel('延续').check();
	assert.equal(await seen(page, '旧证号'), false, 'the area is missing still');
	await page.locator('#area').fill('30');
	assert.equal(await seen(page, '旧证号'), true);
	await page.locator('#old').fill('A1');
	assert.equal(await page.locator('#why').isVisible(), true);
	await page.getByLabel('新办').check();
	assert.equal(await page.locator('#why').isVisible(), false, 'what is hidden has no answer');
	assert.equal(await page.getByRole('heading', { name: '变更', exact: true }).isVisible(), false, 'nor a heading above nothing');
	await page.getByLabel('炉').check();
	assert.equal(await page.locator('#why').isVisible(), true);
	assert.equal(await page.locator('#day').isVisible(), false);
	await page.getByLabel('同意核查').check();
	assert.equal(await page.locator('#day').isVisible(), true);
	assert.deepEqual(page.trouble, []);
});

test('computed answers are filled in while one types, and the server comes to the same', async () => {
	const page = await signInStaff(await visitor(browser, place), '01a');
	await page.goto(path);
	assert.equal(await page.locator('[data-name="total"]').isVisible(), false, 'one row has no sum');
	await page.locator('#staff-0-pay').fill('3000.5');
	assert.equal(await shown(page, 'year'), '36006');
	await press(page, '再加一行');
	await page.locator('#staff-1-pay').fill('100');
	assert.equal(await shown(page, 'total'), '3100.6');
	await page.locator('#lease-from').fill('2026-03-01');
	await page.locator('#lease-to').fill('2027-03-01');
	assert.equal(await shown(page, 'days'), '365');
	await page.getByLabel('新办').check();
	await press(page, '检查');
	const answers = await words(page);
	assert.match(answers, /都填对了/);
	assert.match(answers, /月薪合计\s+3100\.6/);
	assert.match(answers, /租几天\s+365/);
});

test('without scripts every question stands there and says when it counts', async () => {
	const page = await signInStaff(await visitor(browser, place, { scripts: false }), '01a');
	await page.goto(path);
	assert.equal(await seen(page, '旧证号'), true);
	assert.match(await words(page), /“办哪一种”是“延续”或“变更”，而且填了“面积”时才填。/);
});

test('the designer and its preview are good pages on a desk and on a phone', async () => {
	const page = await signInStaff(await visitor(browser, place), '01a'), form = path.replace(/\/preview$/, '');
	for (const at of [form, `${form}/entries/1`, `${form}/entries/new?kind=group`, path]) {
		await page.goto(at);
		assert.deepEqual(await looked(page), []);
		await page.setViewportSize(PHONE);
		await fits(page);
	}
	await press(page, '检查');
	assert.match(await page.title(), /^错误：/);
	assert.deepEqual(await looked(page), [], 'with errors');
});
