// What axe finds on a page, and what does not fit on it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PHONE, WIDE } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function findings(page, { colours = true } = {}) {
	await page.evaluate(AXE);
	const options = { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: colours } } };
	const { violations } = await page.evaluate((o) => axe.run(o), options);
	return violations.map((v) => `${v.id} (${v.help}): ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(' ; ')}`);
}

// Colours are the same on both screens, and by far the slowest to judge.
export async function looked(page) {
	const found = [];
	for (const viewport of [PHONE, WIDE]) {
		await page.setViewportSize(viewport);
		const here = await findings(page, { colours: viewport === WIDE });
		found.push(...here.map((f) => `${page.url()} at ${viewport.width}: ${f}`));
	}
	return found;
}

// The page is as wide as the screen, and names what is not when it is wider.
export async function fits(page) {
	const wide = await page.evaluate(() => (document.documentElement.scrollWidth <= innerWidth ? []
		: [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
			.map((e) => `${e.localName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`).slice(-3)));
	assert.deepEqual(wide, [], `${page.url()} at ${page.viewportSize().width} scrolls sideways`);
}
