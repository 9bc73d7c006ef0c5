// One matter from the search to the verified licence, by everybody whose turn it is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ANSWERS, ITEM, PHOTO, act, chooseDelivery, fill, follow, heading, leave, openMaterial, openedBrowser, papers, press, said,
	signInStaff, take, upload, visitor, words } from '../lib/browser.mjs';
import { startedPlace } from '../lib/place.mjs';

const WRONG = '照片太暗，看不清面部，请重新拍一张上传。';
let place, browser, hand, applicant, number, code, id;
before(async () => {
	place = await startedPlace();
	browser = await openedBrowser();
	hand = await papers(browser);
	applicant = await visitor(browser, place);
});
after(async () => {
	await browser?.close();
	await place?.remove();
});

// Each step needs those before it: after the first that fails the others are not tried.
let failed = '';
function step(name, fn) {
	test(name, async (t) => {
		if (failed)
			return t.skip(`after “${failed}”`);
		failed = name;
		await fn();
		failed = '';
	});
}

async function official(user) {
	return signInStaff(await visitor(browser, place), user);
}

// The letter with these words in its title, as a PDF, once it has been made.
async function pdfOf(page, title) {
	const link = page.getByRole('link', { name: new RegExp(`打开 PDF\\s*：${title}`) });
	for (let tries = 0; await link.count() === 0; tries++) {
		assert.ok(tries < 200, `${title} is made: ${await words(page)}`);
		await page.reload();
	}
	const res = await page.request.get(await link.first().getAttribute('href'));
	assert.equal(res.status(), 200, title);
	assert.equal((await res.body()).subarray(0, 5).toString(), '%PDF-', `${title} is a PDF`);
}

async function mistakes(page) {
	await follow(page, '填写申请表');
	await fill(page, { ...ANSWERS, elder_id: '350205195203040000', street: '新阳街道' });
	await press(page, '保存并返回');
	assert.match(await page.title(), /^错误：/);
	const summary = page.getByRole('alert');
	await summary.waitFor();
	assert.ok(await summary.evaluate((e) => e === document.activeElement), 'the list of errors takes the focus');
	await summary.getByRole('link').first().click();
	assert.equal(await page.evaluate(() => document.activeElement.name), 'elder_id', 'a line of the list leads to its field');
	assert.equal(await page.locator('#elder_name').inputValue(), ANSWERS.elder_name, 'what was typed is kept');
	assert.ok(await page.locator('[name=street][value=新阳街道]').isChecked(), 'what was chosen is kept');
	assert.match(await page.locator('#elder_id-error').innerText(), /校验码/);
}

step('a person finds the item by a word of their own, registers on the way and comes back to it', async () => {
	const page = applicant;
	await page.goto('/');
	await page.getByRole('combobox', { name: '搜索事项' }).fill('老人卡');
	await press(page, '搜索');
	await follow(page, ITEM.name);
	assert.equal(await heading(page), ITEM.name);
	assert.match(await words(page), /承诺办结\s*5 个工作日/);
	await follow(page, '在线办理');
	assert.equal(await heading(page), '登录');
	await follow(page, '注册');
	const password = 'haicang-2026';
	await fill(page, { name: ANSWERS.elder_name, certificate: ANSWERS.elder_id, phone: '13900000099', new_password: password,
		new_password_again: password, agree: true });
	await press(page, '注册');
	assert.equal(await heading(page), `申请${ITEM.name}`);
	await press(page, '开始申请');
	id = /\/my\/cases\/(\d+)$/.exec(page.url())[1];
	assert.match(await words(page), /完成上面各项后可以提交/);
});

step('the form: first with mistakes, then right', async () => {
	await mistakes(applicant);
	await fill(applicant, ANSWERS);
	await press(applicant, '保存并返回');
	await said(applicant, /申请表已保存/);
	assert.match(await applicant.locator('.tasks').innerText(), /填写申请表\s*已完成/);
});

step('materials: a document and a photograph go up, one is replaced, one removed', async () => {
	const page = applicant;
	await openMaterial(page, PHOTO);
	await page.setInputFiles('#file', { name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('不是照片') });
	await press(page, '上传');
	assert.match(await page.title(), /^错误：/, 'a file that is not what its name says is refused');
	assert.ok(await page.getByRole('alert').evaluate((e) => e === document.activeElement), 'the answer to an upload takes the focus, too');
	await upload(page, hand.document);
	await upload(page, hand.jpeg);
	await said(page, /一寸照片\.jpg.*已上传/);
	await press(page, /删除\s*身份证明/);
	await said(page, /身份证明\.pdf.*已删除/);
	await upload(page, hand.png);
	await press(page, /删除\s*一寸照片/);
	assert.deepEqual(await page.locator('.files a').allInnerTexts(), [hand.png.name]);
	const kept = await page.request.get(await page.locator('.files a').first().getAttribute('href'));
	assert.deepEqual(await kept.body(), hand.png.buffer, 'the file comes back as it was given');
	await page.goto(`/my/cases/${id}`);
});

step('delivery, a last look, and one submission of two clicks', async () => {
	const page = applicant;
	await chooseDelivery(page);
	await follow(page, '核对并提交');
	for (const answer of [ANSWERS.elder_name, '海沧户籍', '嵩屿街道', hand.png.name])
		assert.ok((await words(page)).includes(answer), `${answer} stands on the page to check`);
	await page.locator('#declared').check();
	await leave(page, () => page.getByRole('button', { name: '确认并提交' }).dblclick());
	assert.equal(await heading(page), '申请已提交');
	number = (await page.locator('.done .number').innerText()).trim();
	code = /查询密码\s*(\S+)/.exec(await words(page))[1];
	assert.ok(await page.getByAltText('办件进度二维码').evaluate((img) => img.complete && img.naturalWidth > 50), 'the QR code is drawn');
	await page.goto('/my');
	assert.equal(await page.getByText(number).count(), 1, 'two clicks make one case');
	await page.goto(`/my/cases/${id}/receipt`);
	await pdfOf(page, '申请材料接收凭证');
});

step('anybody with number and code sees the progress, nobody without', async () => {
	const page = await visitor(browser, place);
	await page.goto('/progress');
	await fill(page, { n: number, c: code.replace(/\d/g, (d) => 9 - d) });
	await press(page, '查询');
	assert.match(await page.title(), /^错误：/);
	await fill(page, { n: number, c: code });
	await press(page, '查询');
	assert.equal(await heading(page), ITEM.name);
	assert.ok(!(await words(page)).includes(ANSWERS.elder_name), 'the name is masked');
});

step('the pre-reviewer finds a material wrong and returns it; the applicant mends it', async () => {
	const desk = await official('33a');
	await take(desk, number);
	const photo = desk.locator('form.material').filter({ hasText: PHOTO });
	await photo.getByText('不符合', { exact: true }).click();
	await photo.locator('[name=words]').fill(WRONG);
	await leave(desk, () => photo.getByRole('button', { name: '保存' }).click());
	await act(desk, '退回修改');
	await said(desk, /已退回/);

	const page = applicant;
	await page.goto('/');
	await follow(page, '去处理');
	await follow(page, ITEM.name);
	assert.ok((await words(page)).includes(WRONG), 'the applicant reads what is wrong');
	await follow(page, PHOTO);
	await press(page, /删除\s*照片新/);
	await upload(page, hand.jpeg);
	await page.goto(`/my/cases/${id}`);
	await follow(page, '核对并重新提交');
	await page.locator('#declared').check();
	await press(page, '确认并重新提交');
	await page.goto(`/my/cases/${id}`);
	assert.match(await words(page), /预审/);
});

step('passed, accepted, reviewed by three officials, granted, made and delivered', async () => {
	const handler = await official('33a');
	await take(handler, number);
	await press(handler, '其余全部符合');
	await act(handler, '预审通过');
	await act(handler, '受理');
	await handler.goto(`/desk/cases/${id}?tab=letters`);
	await pdfOf(handler, '受理通知书');
	await act(handler, '送下一步', { reason: '年龄和居住情况相符，没有重复领卡。' });
	const checker = await official('33b');
	await take(checker, number);
	await act(checker, '送下一步', { reason: '照片合格。' });
	const approver = await official('33c');
	await take(approver, number);
	await act(approver, '准予许可', { reason: '符合条件。' });
	const window = await official('window');
	await window.goto('/desk/delivery');
	await follow(window, number);
	await act(window, '制证');
	await act(window, '送达', { method: 'window', recipient: ANSWERS.elder_name });
	await said(window, /办结/);
});

step('the applicant rates it, and anybody verifies the licence', async () => {
	const page = applicant;
	await page.goto(`/my/cases/${id}`);
	await pdfOf(page, ITEM.kind);
	await follow(page, '评价这次服务');
	await page.getByRole('radio', { name: '非常满意', exact: true }).check();
	await press(page, '提交评价');
	await page.goto(`/my/cases/${id}/rate`);
	assert.equal(await page.getByRole('button', { name: '提交评价' }).count(), 0, 'a case is rated once');
	await page.goto('/my/licences');
	assert.match(await words(page), new RegExp(`${ITEM.kind}[^]*〔\\d{4}〕[^]*有效期 长期`), 'the licence is among the own ones');

	const anybody = await visitor(browser, place);
	await page.goto(`/my/cases/${id}`);
	const text = await page.locator('section.part').filter({ hasText: '有效期' }).locator('p.num').first().innerText();
	await anybody.goto('/verify');
	await fill(anybody, { number: text.split(' · ')[0] });
	await press(anybody, '核验');
	assert.match(await words(anybody), /老年人优待证：有效/);
	assert.ok(!(await words(anybody)).includes(ANSWERS.elder_name), 'the holder is masked');
	assert.deepEqual([...page.trouble.filter((t) => !t.includes('/rate') && !/ 4\d\d /.test(t)), ...anybody.trouble], [], 'no complaint of the console');
});
