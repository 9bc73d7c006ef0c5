// People of the demonstration and what the route table should let them do.
import { Client } from './client.mjs';

// who: the words of the route table that each of them answers to.
export const PEOPLE = {
	nobody: { who: [] },
	person: { account: '13900000001', who: ['applicant'] },
	company: { account: '13900000012', who: ['applicant'] },
	handler: { staff: '01a', who: ['prereview', 'handle', 'catalogue'] },
	checker: { staff: '01b', who: ['check'] },
	approver: { staff: '01c', who: ['approve', 'head'] },
	reform: { staff: 'reform', who: ['reform'] },
	window: { staff: 'window', who: ['counter'] },
	admin: { staff: 'admin', who: ['admin'] },
};

export async function come(place, name) {
	const p = PEOPLE[name], client = new Client(place);
	if (p.account)
		await client.signIn(p.account);
	else if (p.staff)
		await client.signInStaff(p.staff);
	return client;
}

export const mayUse = (route, name) => route.who.includes('anyone') || route.who.some((word) => PEOPLE[name].who.includes(word));
