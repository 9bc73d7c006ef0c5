// Bytes over a plain socket: what no browser would send.
import net from 'node:net';

// Sends the parts and returns all that comes until the other side closes; `stay` false hangs up after the last byte. A part that
// is a function is waited for before the next one is sent.
export function exchange(place, parts, { stay = true } = {}) {
	const { hostname, port } = new URL(place.url);
	return new Promise((done, failed) => {
		const socket = net.connect(Number(port), hostname);
		let came = '';
		socket.setTimeout(20000, () => socket.destroy(new Error(`the server neither answers nor closes; it said: ${came}`)));
		socket.setNoDelay(true);
		socket.on('connect', async () => {
			for (const part of [parts].flat())
				if (typeof part === 'function')
					await part();
				else
					socket.write(part);
			if (!stay)
				socket.end();
		});
		socket.on('data', (d) => { came += d.toString('latin1'); });
		// A server may close while we still write: what it had said counts.
		socket.on('error', (e) => (['ECONNRESET', 'EPIPE'].includes(e.code) ? done(came) : failed(e)));
		socket.on('close', () => done(came));
	});
}

// Sends the parts and tears the connection down without waiting for anything.
export function hangUp(place, parts) {
	const { hostname, port } = new URL(place.url);
	return new Promise((done) => {
		const socket = net.connect(Number(port), hostname);
		socket.on('error', () => {});
		socket.on('close', done);
		socket.write([parts].flat().reduce((a, b) => Buffer.concat([Buffer.from(a), Buffer.from(b)]), Buffer.alloc(0)), () => socket.destroy());
	});
}

// Statuses of all answers in what came.
export const statuses = (came) => [...came.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((m) => Number(m[1]));
