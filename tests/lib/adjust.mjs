// Adjustments of the registry, from their beginning to the day, by the people whose turn it is.
import { come } from './people.mjs';

// Suspends, resumes or cancels the item with this name, from today on.
export async function adjust(place, name, change) {
	const admin = await come(place, 'admin'), reform = await come(place, 'reform');
	const list = await reform.page(`/admin/items?q=${encodeURIComponent(name)}`);
	const row = list.split('<tr>').find((html) => html.includes(`>${name}<`)), [, subject] = /subject=(\d+)/.exec(row);
	const page = await admin.act('/admin/adjustments/new', { kind: 'item', subject, change, reason: 'other', reason_words: '' },
		{ from: `/admin/adjustments/new?kind=item&subject=${subject}` });
	await admin.act(`${page}/act/submit`, {}, { from: page });
	await reform.act(`${page}/act/approve`, {}, { from: page });
}
