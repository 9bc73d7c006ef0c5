// Everything works in a browser that runs no scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ANSWERS, ITEM, PHOTO, act, begin, fill, fillForm, follow, heading, openMaterial, openedBrowser, papers, press, said, signIn,
	signInStaff, submit, take, upload, visitor, words } from '../lib/browser.mjs';
import { startedPlace } from '../lib/place.mjs';

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

const plainly = () => visitor(browser, place, { scripts: false });

test('the scripts do not run here', async () => {
	const page = await plainly();
	await page.goto('/');
	await page.goto(`/items/${ITEM.code}`);
	assert.ok(!await page.locator('[data-print]').first().isVisible(), 'a button that needs scripts is hidden');
});

test('apply, upload, submit, and an official returns it', async () => {
	const page = await signIn(await plainly(), '13900000003');
	const id = await begin(page);
	await fillForm(page, { ...ANSWERS, elder_id: '1' });
	assert.match(await page.title(), /^错误：/);
	assert.equal(await page.locator('#elder_name').inputValue(), ANSWERS.elder_name, 'what was typed is kept');
	await fill(page, ANSWERS);
	await press(page, '保存并返回');
	await openMaterial(page, PHOTO);
	await upload(page, { name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('不是照片') });
	assert.match(await page.title(), /^错误：/, 'a wrong file is refused');
	await upload(page, hand.jpeg);
	await said(page, /已上传/);
	await page.goto(`/my/cases/${id}`);
	await follow(page, '选择领取方式');
	await fill(page, { method: 'post', address: '' });
	await press(page, '保存并返回');
	assert.match(await page.title(), /^错误：/, 'who wants it by post says where to');
	await fill(page, { address: '厦门市海沧区滨湖北路 1 号' });
	await press(page, '保存并返回');
	await submit(page);
	assert.equal(await heading(page), '申请已提交');
	const number = (await page.locator('.done .number').innerText()).trim();

	const desk = await signInStaff(await plainly(), '33a');
	await take(desk, number);
	await act(desk, '预审通过');
	assert.match(await page.title() + await words(desk), /意见/, 'without opinions it does not pass');
	await desk.goto(`/desk/cases/${id}`);
	await press(desk, '其余全部符合');
	await act(desk, '预审通过');
	await said(desk, /预审已通过/);
	await act(desk, '不予受理', { refusal_kind: 'c' });
	assert.match(await desk.title(), /^错误：/, 'a refusal needs a reason');
	await page.goto('/my');
	await follow(page, /老年人优待证/);
	assert.match(await words(page), /等待受理/);
});
