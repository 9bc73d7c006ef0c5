// Suggestions under a search field, after the ARIA pattern of a combobox with a list: the field keeps the focus, the arrows walk
// through the list, Enter goes there, Escape closes. Without script the field is what it is: a search.
import { all } from './common.js';

const WAIT_MS = 120;
let lists = 0;

function element(tag, attributes) {
	const made = document.createElement(tag);
	Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
	return made;
}

// The field in a box of its own, with the list below it and a line that only screen readers see.
function dress(field) {
	const box = element('div', { class: 'suggest' });
	const id = `suggest-${lists += 1}`;
	const list = element('ul', { class: 'suggest-list', id, role: 'listbox', 'aria-label': '找到的事项', hidden: '' });
	const status = element('span', { class: 'sr-only', role: 'status' });
	field.replaceWith(box);
	box.append(field, list, status);
	Object.entries({ role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id })
		.forEach(([name, value]) => field.setAttribute(name, value));
	return { field, list, status, box };
}

function options(ui) {
	return Array.from(ui.list.children);
}

function choose(ui, chosen) {
	options(ui).forEach((li) => li.setAttribute('aria-selected', li === chosen));
	if (chosen) {
		ui.field.setAttribute('aria-activedescendant', chosen.id);
		chosen.scrollIntoView({ block: 'nearest' });
	} else {
		ui.field.removeAttribute('aria-activedescendant');
	}
}

function show(ui, open) {
	ui.list.hidden = !open;
	ui.field.setAttribute('aria-expanded', open);
	if (!open)
		choose(ui, null);
}

function draw(ui, suggestions) {
	ui.list.replaceChildren(...suggestions.map(({ name, href, agency }, i) => {
		const li = element('li', { role: 'option', id: `${ui.list.id}-${i}`, 'aria-selected': 'false', 'data-href': href });
		const small = element('span', {});
		small.textContent = agency;
		li.append(name, small);
		return li;
	}));
	show(ui, suggestions.length > 0);
	ui.status.textContent = suggestions.length ? `有 ${suggestions.length} 条建议，按上下键选择` : '';
}

async function ask(ui, state) {
	const typed = ui.field.value.trim();
	if (typed === state.asked)
		return;
	state.asked = typed;
	if (!typed) {
		draw(ui, []);
		return;
	}
	try {
		const answer = await fetch(`${ui.field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
		const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
		// what was typed since has its own answer on the way
		if (state.asked === typed && document.activeElement === ui.field)
			draw(ui, suggestions);
	} catch (e) { /* without a connection the search button will say so */ }
}

function move(ui, step) {
	const list = options(ui);
	const now = list.findIndex((li) => li.getAttribute('aria-selected') === 'true');
	const next = now + step;
	choose(ui, next < -1 ? list[list.length - 1] : list[next] || (now === -1 && step < 0 ? list[list.length - 1] : null));
}

function press(ui, event) {
	const open = !ui.list.hidden;
	const chosen = options(ui).find((li) => li.getAttribute('aria-selected') === 'true');
	if (event.isComposing)
		return;
	if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && ui.list.children.length) {
		event.preventDefault();
		if (!open)
			show(ui, true);
		move(ui, event.key === 'ArrowDown' ? 1 : -1);
	} else if (event.key === 'Enter' && open && chosen) {
		event.preventDefault();
		location.assign(chosen.dataset.href);
	} else if (event.key === 'Escape' && open) {
		event.preventDefault();
		show(ui, false);
	}
}

export function offerSuggestions() {
	all('input[data-suggest]').forEach((field) => {
		const ui = dress(field);
		const state = { asked: field.value.trim() };
		let timer;
		const later = (event) => {
			clearTimeout(timer);
			if (!event.isComposing)
				timer = setTimeout(() => ask(ui, state), WAIT_MS);
		};
		field.addEventListener('input', later);
		field.addEventListener('compositionend', later);
		field.addEventListener('keydown', (event) => press(ui, event));
		field.addEventListener('blur', () => show(ui, false));
		// before the field loses the focus, and with it the list
		ui.list.addEventListener('mousedown', (event) => event.preventDefault());
		ui.list.addEventListener('click', (event) => {
			const li = event.target.closest('[data-href]');
			if (li)
				location.assign(li.dataset.href);
		});
	});
}
