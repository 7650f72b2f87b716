import { activity } from '#tests/support/open-replay.ts';
import { chance } from '#tests/support/chance.ts';
const node: any = { url: 'http://localhost:4687' };
const world = await activity([node], chance(7));
console.log('entered', new Date().toISOString());
const t = setInterval(() => console.log(new Date().toISOString(), JSON.stringify([...world.done])), 5000);
await world.run(60);
clearInterval(t);
console.log(JSON.stringify([...world.done]));
