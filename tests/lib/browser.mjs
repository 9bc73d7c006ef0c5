// A real browser on a place, and the steps that people take in it: by the words on the page, as they read them.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { PASSWORD } from './place.mjs';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync'];
export const WIDE = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

export async function openedBrowser() {
	return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}

// Somebody with a browser of their own: nothing is shared with others. page.trouble holds what the console complained of.
export async function visitor(browser, place, { viewport = WIDE, scripts = true, touch = false } = {}) {
	const context = await browser.newContext({ baseURL: place.url, viewport, javaScriptEnabled: scripts, hasTouch: touch, locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai' });
	context.setDefaultTimeout(10000);
	const page = await context.newPage();
	page.trouble = [];
	page.on('console', (m) => { if (m.type() === 'error') page.trouble.push(`${new URL(page.url()).pathname}: ${m.text()}`); });
	page.on('pageerror', (e) => page.trouble.push(`${new URL(page.url()).pathname}: ${e.message}`));
	return page;
}

async function enter(page, door, user, password) {
	await page.goto(door);
	await page.locator('#user').fill(user);
	await page.locator('#password').fill(password);
	await press(page, '登录');
	return page;
}
export const signIn = (page, user, password = PASSWORD) => enter(page, '/sign-in', user, password);
export const signInStaff = (page, user, password = PASSWORD) => enter(page, '/desk/sign-in', user, password);

const main = (page) => page.locator('main');

// Does something that brings a new page, and waits for it. The page that is left is marked: the answer to an upload is
// drawn in place of the old one, without the browser going anywhere.
export async function leave(page, work) {
	await page.evaluate(() => { document.body.dataset.left = ''; });
	await work();
	await page.locator('body:not([data-left])').waitFor({ state: 'attached' });
	await page.waitForLoadState();
}

// The button or link with these words in the page itself.
const go = (page, role, name) => leave(page, () => main(page).getByRole(role, { name }).first().click());
export const press = (page, name) => go(page, 'button', name);
export const follow = (page, name) => go(page, 'link', name);

export const heading = (page) => page.locator('h1').innerText();
export const words = (page) => main(page).innerText();

// The line that says what was done.
export async function said(page, expected) {
	assert.match(await main(page).getByRole('status').first().innerText(), expected);
}

// --- an application, page by page ---

export const ITEM = { code: '350205000000334N010000', name: '老年人优待证（敬老卡）办理', kind: '老年人优待证' };
export const ANSWERS = {
	elder_name: '周福安', elder_id: certificate('19520304', 1), elder_basis: '海沧户籍', street: '嵩屿街道', agent_kind: '本人',
};
export const PHOTO = '一寸照片';

// Types or chooses as the kind of each field asks.
export async function fill(page, answers) {
	for (const [name, value] of Object.entries(answers)) {
		const field = page.locator(`[name="${name}"]`);
		if (await field.first().getAttribute('type') === 'radio')
			await page.locator(`[name="${name}"][value="${value}"]`).check();
		else if (await field.getAttribute('type') === 'checkbox')
			await field.setChecked(Boolean(value));
		else
			await field.fill(value);
	}
}

// From the guide to the task list of a new draft; returns the number of the draft.
export async function begin(page, item = ITEM) {
	await page.goto(`/items/${item.code}`);
	await follow(page, '在线办理');
	await press(page, /开始申请|重新开始/);
	return /\/my\/cases\/(\d+)$/.exec(page.url())[1];
}

export async function fillForm(page, answers = ANSWERS) {
	await follow(page, '填写申请表');
	await fill(page, answers);
	await press(page, '保存并返回');
}

export async function openMaterial(page, name) {
	await follow(page, /准备材料/);
	await follow(page, name);
}

export async function upload(page, file) {
	await page.setInputFiles('#file', file);
	await press(page, '上传');
}

export async function chooseDelivery(page, method = '窗口') {
	await follow(page, '选择领取方式');
	await page.getByLabel(new RegExp(method)).first().check();
	await press(page, '保存并返回');
}

export async function submit(page) {
	await follow(page, '核对并提交');
	await page.locator('#declared').check();
	await press(page, '确认并提交');
}

// --- the desk ---

// Opens the case from the list of tasks, as officials find it.
export async function take(page, number) {
	await page.goto('/desk/todo');
	await follow(page, number);
}

// An action of the case; those with questions open first, and the answers go by the end of their names.
export async function act(page, button, answers = {}) {
	const acts = page.locator('.acts');
	if (!Object.keys(answers).length)
		return leave(page, () => acts.getByRole('button', { name: button }).click());
	const details = acts.locator('details.act').filter({ has: page.locator('summary', { hasText: button }) });
	await details.locator('summary').click();
	for (const [name, value] of Object.entries(answers)) {
		const field = details.locator(`[name$="-${name}"]`);
		if (await field.first().getAttribute('type') === 'radio')
			await details.locator(`[name$="-${name}"][value="${value}"]`).check();
		else
			await field.fill(value);
	}
	return leave(page, () => details.getByRole('button').click());
}

// --- things to hand in ---

// The number of a fictional person: 17 digits and their check (GB 11643).
function certificate(birthday, serial) {
	const digits = `350205${birthday}${String(serial).padStart(3, '0')}`;
	const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
	return digits + '10X98765432'[weights.reduce((sum, w, i) => sum + w * digits[i], 0) % 11];
}

// Real ones, made by the browser itself: a document of some pages and a photograph.
export async function papers(browser) {
	const page = await browser.newPage();
	const leaf = (words) => `<p style="break-after:page">${words}</p>`;
	await page.setContent(`<meta charset="utf-8"><h1>证明</h1>${leaf('第一页')}${leaf('第二页')}<p>第三页</p>`);
	const document = { name: '身份证明.pdf', mimeType: 'application/pdf', buffer: await page.pdf({ format: 'A4' }) };
	await page.setViewportSize({ width: 295, height: 413 });
	await page.setContent('<body style="margin:0;height:413px;background:linear-gradient(#cde,#357)"></body>');
	const jpeg = { name: '一寸照片.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) };
	const png = { name: '照片新.png', mimeType: 'image/png', buffer: await page.screenshot({ type: 'png' }) };
	await page.close();
	return { document, jpeg, png };
}
