// Between two steps of a run the generator stands still until whoever measures the server has looked at it.
import { once } from 'node:events';
import readline from 'node:readline';

const lines = readline.createInterface({ input: process.stdin });

export async function mark(name) {
  const go = once(lines, 'line');
  console.log(JSON.stringify({ mark: name }));
  await go;
}

// With connections still open: they end with the process.
export function finish(result) {
  process.stdout.write(`${JSON.stringify({ result })}\n`, () => process.exit(0));
}
