// Comfort at the desk: the list by keyboard, guarded submits, uploads with progress, printing.
import { all, start, whenReady } from './common.js';
import { offerForms } from './form.js';
import { offerUploads } from './upload.js';

const typing = (target) => /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || target.isContentEditable;

// The row's link takes the focus, so that screen readers follow and Enter opens it by itself.
function step(rows, by) {
	const at = rows.findIndex((row) => row.classList.contains('here'));
	const to = Math.min(rows.length - 1, Math.max(0, at + by));
	rows.forEach((row, i) => row.classList.toggle('here', i === to));
	rows[to].querySelector('a').focus();
	rows[to].scrollIntoView({ block: 'nearest' });
}

function listenKeys() {
	const rows = all('tr[data-open]');
	document.addEventListener('keydown', (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target))
			return;
		const field = all('[data-key]').find((f) => f.dataset.key === event.key);
		if (field)
			field.focus();
		else if (rows.length && (event.key === 'j' || event.key === 'k'))
			step(rows, event.key === 'j' ? 1 : -1);
		else
			return;
		event.preventDefault();
	});
	rows.forEach((row) => row.addEventListener('focusin', () => {
		rows.forEach((r) => r.classList.toggle('here', r === row));
	}));
}

// A press anywhere in the row opens it, except on what can be pressed itself or while text is being marked.
function openRows() {
	all('tr[data-open]').forEach((row) => row.addEventListener('click', (event) => {
		if (!event.target.closest('a, button, input, label') && !String(getSelection()))
			location.assign(row.dataset.open);
	}));
}

start();
whenReady(listenKeys);
whenReady(openRows);
whenReady(offerUploads);
whenReady(offerForms);
