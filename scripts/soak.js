// Many executions, honest and hostile, and what grows meanwhile: memory, descriptors and processes of the server and the zygote.
import { readdirSync, readFileSync } from 'node:fs';

const rounds = 10;
/** Most of them end their process, which takes a hundred times as long as to run an honest one. Prime, so that all have their turn. */
const hostileEvery = 47;

/** Prints a line a round; answers whether nothing grew. */
export async function soak(executions) {
  const { createSandbox } = await import('../dist/server/sandbox/sandbox.js');
  const { readAttacks } = await import('../dist/server/sandbox/attacks/run-attacks.js');
  const quick = /^(files|sockets|processes|forged|patched|ending|escape|objects|frames)-/;
  const slow = /half-a-frame|next-request|then-work|then-stay|limits|fork-bomb/;
  const hostile = (await readAttacks()).filter(({ name }) => quick.test(name) && !slow.test(name));
  const sandbox = await createSandbox({ children: 4 });
  if (sandbox.unavailable) throw new Error(sandbox.unavailable);
  const honest = "print(sum(context['numbers']), sorted({'a', 'b', 'c'}))";
  const context = JSON.stringify({ numbers: [...Array(200).keys()] });
  let n = 0;
  let wrong = 0;
  const one = async () => {
    const isHonest = n++ % hostileEvery > 0;
    const code = isHonest ? honest : hostile[n % hostile.length].code;
    const action = { id: 1, title: 't', errorState: 'ALLOW', code, context };
    const { actions } = await sandbox.run({ createdAtMs: 0, seed: 's', actions: [action] });
    if (isHonest && actions[0].output.toString() !== "19900 ['a', 'b', 'c']\n") wrong += 1;
  };
  const seen = [];
  for (let round = 0; round <= rounds; round++) {
    const started = performance.now();
    const target = Math.round((executions * (round + 1)) / (rounds + 1));
    const worker = async () => {
      while (n < target) await one();
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    const perSecond = n && Math.round(executions / (rounds + 1) / ((performance.now() - started) / 1000));
    await new Promise((resolve) => setTimeout(resolve, 300));
    globalThis.gc?.();
    seen.push(usage(sandbox.zygotePid));
    console.log(`${n} executions, ${perSecond} a second: ${JSON.stringify(seen.at(-1))}, ${wrong} wrong`);
  }
  const counts = structuredClone(sandbox.counts);
  await sandbox.close();
  const first = seen[3]; // the rounds before warm up: each process that takes the place of another is new to the zygote
  const last = seen.at(-1);
  const grew = [
    last.serverMb > first.serverMb + 40 && 'the memory of the server',
    last.zygoteMb > first.zygoteMb + 4 && 'the memory of the zygote',
    last.serverDescriptors > first.serverDescriptors + 4 && 'the descriptors of the server',
    last.zygoteDescriptors > first.zygoteDescriptors && 'the descriptors of the zygote',
    last.processes > first.processes && 'the number of processes',
    wrong > 0 && 'the number of wrong results',
    counts.unkept > n / hostileEvery / 20 && 'the number of processes that run one action only',
    counts.restarts > 0 && 'the number of lost zygotes',
  ].filter(Boolean);
  console.log(
    `Soak: ${n} executions, one in ${hostileEvery} hostile; ${grew.length ? `grew: ${grew.join(', ')}` : 'nothing grew'}`,
  );
  return grew.length === 0;
}

function usage(zygote) {
  const rss = (pid) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
  const descriptors = (pid) => readdirSync(`/proc/${pid}/fd`).length;
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1];
      } catch {
        return '';
      }
    });
  return {
    serverMb: rss('self'),
    zygoteMb: rss(zygote),
    serverDescriptors: descriptors('self'),
    zygoteDescriptors: descriptors(zygote),
    processes: parents.filter((parent) => parent === String(zygote)).length,
  };
}
