// Pictures for the documents: node tools/pictures.mjs BUILD takes docs/pictures/*.png of the demonstration in that build.
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const OUT = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/pictures');
const LARGEST_BYTES = 250 * 1024;
process.env.TONGBAN_BUILD = resolve(process.argv[2] ?? 'build');
const { ITEM, PHONE, begin, fillForm, openedBrowser, signIn, signInStaff, take, visitor } = await import('../tests/lib/browser.mjs');

const { startedPlace } = await import('../tests/lib/place.mjs');

const DESK = { width: 1440, height: 900 };

async function shoot(page, name) {
	const path = join(OUT, `${name}.png`);
	await page.screenshot({ path });
	const bytes = statSync(path).size;
	if (bytes > LARGEST_BYTES)
		throw new Error(`${path} has ${bytes} bytes: too large for the repository`);
	console.log(`${path}: ${Math.round(bytes / 1024)} KB`);
}

async function hall(browser, place) {
	const page = await visitor(browser, place);
	await page.goto('/');
	await shoot(page, 'hall');
	await page.goto(`/items/${ITEM.code}`);
	await shoot(page, 'guide');
}

async function applying(browser, place) {
	const page = await signIn(await visitor(browser, place, { viewport: PHONE }), '13900000003');
	const id = await begin(page);
	await fillForm(page);
	await page.goto(`/my/cases/${id}`);
	await shoot(page, 'apply');
}

async function progress(browser, place) {
	const page = await signIn(await visitor(browser, place), '13900000011');
	const link = page.getByRole('listitem').filter({ hasText: '正在制证' }).getByRole('link').first();
	await page.goto(await link.getAttribute('href'));
	await shoot(page, 'progress');
}

// The list of the window has most; a case that is pre-reviewed shows what officials do, with one opinion given.
async function desk(browser, place) {
	const window = await signInStaff(await visitor(browser, place, { viewport: DESK }), 'window');
	await window.mouse.move(0, 0);
	await shoot(window, 'todo');
	const page = await signInStaff(await visitor(browser, place, { viewport: DESK }), '01a');
	await take(page, await page.locator('tr[data-open]').filter({ hasText: '待预审' }).getByRole('link').innerText());
	const plan = page.locator('form.material').filter({ hasText: '布局' });
	await plan.getByText('不符合', { exact: true }).click();
	await plan.locator('[name=words]').fill('布局图上没有标出洗手和消毒设施的位置，请补画后重新上传。');
	await plan.getByRole('button').click();
	await page.getByRole('status').waitFor();
	await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
	await page.mouse.move(0, 0);
	await shoot(page, 'desk');
}

mkdirSync(OUT, { recursive: true });
const place = await startedPlace(), browser = await openedBrowser();
try {
	for (const pictures of [hall, applying, progress, desk])
		await pictures(browser, place);
} finally {
	await browser.close();
	await place.remove();
}
