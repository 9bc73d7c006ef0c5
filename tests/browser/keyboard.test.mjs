// With the keyboard alone: no test here touches a mouse. Where the focus is must be seen, and it must go everywhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ANSWERS, ITEM, PHOTO, heading, leave, openedBrowser, papers, said, signIn, visitor, words } from '../lib/browser.mjs';
import { PASSWORD, startedPlace } from '../lib/place.mjs';

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

// What has the focus: its words or label, its name, and whether people see that it has it.
const focused = (page) => page.evaluate(() => {
	const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
	const label = e.labels?.length ? e.labels[0].innerText : e.getAttribute('aria-label') ?? e.innerText ?? '';
	const shown = [e, ...(e.labels ?? [])].map((x) => getComputedStyle(x));
	return {
		tag: e.localName, name: e.name ?? '', value: e.value ?? '', href: e.getAttribute('href') ?? '', words: label.replace(/\s+/g, ' ').trim(),
		marked: shown.some((s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'),
		inView: box.bottom > 0 && box.top < innerHeight && style.visibility === 'visible',
	};
});

const fits = (f, wanted) => Object.entries(wanted).every(([key, value]) => f[key].startsWith(value));

// Presses Tab until what is wanted, by the start of its words or its name, has the focus; all on the way must show theirs.
async function tabTo(page, wanted) {
	const passed = [];
	for (let rounds = 0; rounds < 2;) {
		await page.keyboard.press('Tab');
		const f = await focused(page);
		if (f.tag === 'body' || f.href === '#main')
			rounds++;
		if (f.tag === 'body')
			continue;
		assert.ok(f.marked && f.inView, `the focus is seen on ${JSON.stringify(f)} of ${page.url()}`);
		if (fits(f, wanted))
			return f;
		passed.push(f.words || f.name);
	}
	throw new Error(`Tab never comes to ${JSON.stringify(wanted)} on ${page.url()}: ${passed.join(' | ')}`);
}

async function open(page, name) {
	await tabTo(page, { words: name });
	await leave(page, () => page.keyboard.press('Enter'));
}

async function type(page, name, text) {
	await tabTo(page, { name: name });
	await page.keyboard.type(text);
}

// A group of choices is one stop; Space takes the first, the arrows go on from there.
async function choose(page, name, value) {
	await tabTo(page, { name: name });
	await page.keyboard.press('Space');
	for (let i = 0; (await focused(page)).value !== value; i++) {
		assert.ok(i < 20, `the arrows come to ${value} of ${name}`);
		await page.keyboard.press('ArrowDown');
	}
}

test('the first stop leads past the head of the page', async () => {
	const page = await visitor(browser, place);
	await page.goto('/');
	await page.keyboard.press('Tab');
	assert.equal((await focused(page)).href, '#main');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	assert.equal((await focused(page)).name, 'q', 'after it the search comes next');
});

test('there is no trap: Tab goes through a page to its end and back to the browser', async () => {
	const page = await visitor(browser, place);
	for (const path of ['/', `/items/${ITEM.code}`, '/register']) {
		await page.goto(path);
		const last = await page.locator('footer a').last().innerText();
		await tabTo(page, { words: last });
		await page.keyboard.press('Shift+Tab');
		assert.notEqual((await focused(page)).words, last, `Shift+Tab goes back on ${path}`);
	}
});

async function applied(page) {
	await page.goto(`/items/${ITEM.code}`);
	await open(page, '在线办理');
	await open(page, '开始申请');
	await open(page, '填写申请表');
	await type(page, 'elder_name', ANSWERS.elder_name);
	await type(page, 'elder_id', ANSWERS.elder_id);
	await choose(page, 'elder_basis', ANSWERS.elder_basis);
	await choose(page, 'street', ANSWERS.street);
	await choose(page, 'agent_kind', ANSWERS.agent_kind);
	await open(page, '保存并返回');
	await said(page, /申请表已保存/);
	await open(page, '准备材料');
	await open(page, PHOTO);
	await tabTo(page, { name: 'file' });
	const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
	await chooser.setFiles(hand.jpeg);
	await open(page, '上传');
	await open(page, '返回材料列表');
	await open(page, '返回任务列表');
	await open(page, '选择领取方式');
	await choose(page, 'method', 'window');
	await open(page, '保存并返回');
	await open(page, '核对并提交');
	await tabTo(page, { name: 'declared' });
	await page.keyboard.press('Space');
	await open(page, '确认并提交');
}

test('somebody applies, and mistakes lead back to their fields', async () => {
	const page = await visitor(browser, place);
	await page.goto('/sign-in');
	await type(page, 'user', '13900000003');
	await type(page, 'password', 'wrong-password');
	await leave(page, () => page.keyboard.press('Enter'));
	assert.match(await page.title(), /^错误/);
	await tabTo(page, { name: 'user' });
	await page.keyboard.press('Control+A');
	await page.keyboard.type('13900000003');
	await type(page, 'password', PASSWORD);
	await leave(page, () => page.keyboard.press('Enter'));
	await applied(page);
	assert.equal(await heading(page), '申请已提交');
});

test('the menu of the phone opens, and Escape closes it', async () => {
	const page = await visitor(browser, place, { viewport: { width: 390, height: 844 } });
	await page.goto('/');
	await tabTo(page, { words: '菜单' });
	await page.keyboard.press('Enter');
	await tabTo(page, { words: '我要办' });
	await page.keyboard.press('Escape');
	assert.equal((await focused(page)).words, '菜单', 'the focus comes back to what opened it');
	assert.equal(await page.locator('details.menu').getAttribute('open'), null);
});

test('an official goes through the list by j and k, opens a case, gives opinions and passes it', async () => {
	const page = await visitor(browser, place);
	await page.goto('/desk/sign-in');
	await type(page, 'user', '01a');
	await type(page, 'password', PASSWORD);
	await leave(page, () => page.keyboard.press('Enter'));
	const wanted = await page.locator('tr[data-open]').filter({ hasText: '待预审' }).getByRole('link').innerText();
	await page.keyboard.press('j');
	const first = (await focused(page)).words;
	await page.keyboard.press('j');
	await page.keyboard.press('k');
	assert.equal((await focused(page)).words, first, 'k goes back');
	for (let i = 0; !(await focused(page)).words.startsWith(wanted.slice(0, 15)); i++) {
		assert.ok(i < 20, `j comes to ${wanted}`);
		await page.keyboard.press('j');
	}
	await leave(page, () => page.keyboard.press('Enter'));
	await open(page, '其余全部符合');
	await said(page, /符合/);
	await open(page, '预审通过');
	await said(page, /预审已通过/);
	await page.keyboard.press('/');
	assert.equal((await focused(page)).name, 'q', '/ goes to the search');
});

test('an action that asks for a reason opens in its place', async () => {
	const page = await signIn(await visitor(browser, place), '13900000001');
	await page.goto('/my');
	await leave(page, () => page.locator('section').filter({ hasText: '办理中' }).locator('ul a').first().press('Enter'));
	await tabTo(page, { words: '撤件' });
	await page.keyboard.press('Enter');
	const f = await tabTo(page, { tag: 'textarea' });
	assert.match(f.words, /撤件原因/);
	assert.match(await words(page), /撤件/);
});
