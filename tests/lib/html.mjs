// What can be said of a page without a browser: its tags, its links, and the rules that every page keeps.
import { spawn } from 'node:child_process';
import { plain } from './client.mjs';

const TAG = /<([a-z][a-z0-9]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=]+)(?:="([^"]*)")?/g;

export function tags(html) {
	return [...html.matchAll(TAG)].map(([, name, rest]) => ({
		name: name.toLowerCase(),
		...Object.fromEntries([...rest.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, plain(value ?? '')])),
	}));
}

// Words as people read them: tags gone, white space single.
export const words = (html) => plain(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();

// Links to pages of this place, without what stands behind #.
export function links(html) {
	return tags(html).filter((t) => t.name === 'a' && /^\/(?!\/)/.test(t.href ?? '')).map((t) => t.href.replace(/#.*/, ''));
}

// The words of the error that stands beside a field, '' when there is none.
export function errorBeside(html, field) {
	const at = html.indexOf(`name="${field}"`);
	const begin = Math.max(html.lastIndexOf('<div class="field', at), html.lastIndexOf('<fieldset class="field', at));
	const error = /<p class="error"[^>]*>(.*?)<\/p>/s.exec(html.slice(begin, at));
	return at < 0 || !error ? '' : words(error[1]).replace(/^错误：\s*/, '');
}

// The fields of the form that posts to `action`, with the values that the page gives them.
export function formOf(html, action) {
	const begin = html.indexOf(`action="${action}"`);
	const form = html.slice(begin, html.indexOf('</form>', begin));
	const fields = [];
	for (const t of tags(form))
		if (t.name === 'input' && t.name !== 'submit' && 'name' in t && (!/^(radio|checkbox)$/.test(t.type) || 'checked' in t))
			fields.push([t.name, t.value]);
	return begin < 0 ? null : form;
}

const LABELLED = new Set(['input', 'select', 'textarea']);

// House rules that HTML checkers do not know: one h1, unique ids, a label for every field, nothing inline.
export function brokenRules(html) {
	const all = tags(html), broken = [];
	const ids = all.map((t) => t.id).filter(Boolean);
	const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
	if (twice.length)
		broken.push(`ids used twice: ${[...new Set(twice)].join(' ')}`);
	const headings = all.filter((t) => t.name === 'h1').length;
	if (headings !== 1)
		broken.push(`${headings} h1`);
	for (const t of all) {
		const inline = Object.keys(t).find((key) => key === 'style' || /^on/i.test(key));
		if (inline)
			broken.push(`${inline}= on <${t.name}>`);
		if (t.name === 'style' || (t.name === 'script' && !t.src))
			broken.push(`inline <${t.name}>`);
	}
	return [...broken, ...unlabelled(html, all), ...danglingReferences(all, new Set(ids))];
}

function unlabelled(html, all) {
	const wrapped = [...html.matchAll(/<label\b[^>]*>(.*?)<\/label>/gs)].flatMap(([, inside]) => tags(inside)).map((t) => JSON.stringify(t));
	const named = new Set(all.filter((t) => t.name === 'label').map((t) => t.for));
	return all.filter((t) => LABELLED.has(t.tag ?? t.name) && t.type !== 'hidden')
		.filter((t) => !named.has(t.id) && !t['aria-label'] && !t['aria-labelledby'] && !wrapped.includes(JSON.stringify(t)))
		.map((t) => `no label: ${JSON.stringify(t)}`);
}
