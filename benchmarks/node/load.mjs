// Drives one server: `node load.mjs PLAN.json`. What each kind of run does is in runs.mjs.
import fs from 'node:fs';
import { finish } from './marks.mjs';
import { runs } from './runs.mjs';

const plan = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
finish(await runs[plan.run](plan));
