// Comfort in the hall: guarded submits, uploads with progress, printing.
import { all, start, whenReady } from './common.js';
import { offerForms } from './form.js';
import { offerSuggestions } from './suggest.js';
import { offerUploads } from './upload.js';

// Escape or a press elsewhere closes the menu of the phone.
function closeMenus() {
	all('.menu').forEach((menu) => {
		document.addEventListener('keydown', (event) => {
			if (event.key === 'Escape' && menu.open) {
				menu.open = false;
				menu.querySelector('summary').focus();
			}
		});
		document.addEventListener('click', (event) => {
			if (!menu.contains(event.target))
				menu.open = false;
		});
	});
}

start();
whenReady(offerUploads);
whenReady(offerForms);
whenReady(closeMenus);
whenReady(offerSuggestions);
