// SPDX-License-Identifier: MIT
// How many calls of escrow.sol anvil takes in by JSON-RPC batch and mines in a second.
//
//   node measure.mjs [--calls N] [--runs N]     runs with a pause between, then the median
//   node measure.mjs [--calls N] --on-demand    one run for each line on standard input, as the bench asks
//
// Each run prints one line of JSON. Every run has an anvil of its own; calls are signed before any clock runs.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import net from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { HDNodeWallet, Interface, Mnemonic, Transaction, getCreateAddress, id, parseEther } from "ethers";
import solc from "solc";

const { values: options } = parseArgs({
  options: {
    calls: { type: "string", default: "12288" },
    runs: { type: "string", default: "3" },
    "on-demand": { type: "boolean", default: false },
  },
});
const calls = Number(options.calls);
const senders = 64;
const connections = 4;
const callsPerBatch = 250;
const chainId = 31337;
const locked = 10n ** 9n;

/// The program itself, not its launcher, so that ending it ends it.
function anvilProgram() {
  const require = createRequire(import.meta.url);
  const architecture = { x64: "amd64", arm64: "arm64" }[process.arch];
  return require.resolve(`@foundry-rs/anvil-${process.platform}-${architecture}/bin/anvil`);
}

function compileEscrow() {
  const source = readFileSync(fileURLToPath(new URL("escrow.sol", import.meta.url)), "utf8");
  const input = {
    language: "Solidity",
    sources: { "escrow.sol": { content: source } },
    settings: {
      optimizer: { enabled: true, runs: 10000 },
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  for (const error of output.errors ?? []) if (error.severity === "error") throw new Error(error.formattedMessage);
  const contract = output.contracts["escrow.sol"].Escrow;
  return { abi: new Interface(contract.abi), code: "0x" + contract.evm.bytecode.object };
}

/// The accounts that anvil funds by itself.
const mnemonic = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const root = HDNodeWallet.fromMnemonic(mnemonic, "m/44'/60'/0'/0");
const wallets = Array.from({ length: senders + 1 }, (_, i) => root.deriveChild(i));
const deployer = wallets.pop();

const fees = { type: 2, chainId, maxFeePerGas: 10n ** 13n, maxPriorityFeePerGas: 1n };

function sign(wallet, fields) {
  const transaction = Transaction.from({ ...fees, ...fields });
  transaction.signature = wallet.signingKey.sign(transaction.unsignedHash);
  return transaction.serialized;
}

/// The deployment, and the calls of each connection in order: a sender's calls stay on one connection.
function signAll() {
  const escrow = compileEscrow();
  const deployment = sign(deployer, { nonce: 0, gasLimit: 2_000_000n, data: escrow.code });
  const contract = getCreateAddress({ from: deployer.address, nonce: 0 });
  const [answerBy, workBy] = [4_000_000_000, 4_100_000_000];
  const lists = Array.from({ length: connections }, () => []);
  for (let i = 0; i < calls; ++i) {
    const sender = i % senders;
    const data = escrow.abi.encodeFunctionData("propose", [
      id(`offer ${i}`), wallets[(sender + 1) % senders].address, id(`statement ${i}`), answerBy, workBy,
    ]);
    const nonce = Math.floor(i / senders);
    const call = sign(wallets[sender], { nonce, to: contract, value: locked, gasLimit: 200_000n, data });
    lists[sender % connections].push(call);
  }
  return { deployment, contract, lists };
}

/// Signing takes long, so what was signed by these very sources is kept.
function signedBefore() {
  const sources = [import.meta.url, new URL("escrow.sol", import.meta.url)].map((url) => readFileSync(new URL(url)));
  const file = new URL(`signed-${calls}-${createHash("sha256").update(Buffer.concat(sources)).digest("hex")}.json`, import.meta.url);
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(signAll()));
  return JSON.parse(readFileSync(file, "utf8"));
}

/// Bodies to post.
function prepare() {
  const { deployment, contract, lists } = signedBefore();
  const bodies = lists.map((list) => {
    const batches = [];
    for (let from = 0; from < list.length; from += callsPerBatch) {
      const batch = list.slice(from, from + callsPerBatch).map((call, i) => (
        { jsonrpc: "2.0", id: i, method: "eth_sendRawTransaction", params: [call] }));
      batches.push(Buffer.from(JSON.stringify(batch)));
    }
    return batches;
  });
  const bytes = lists.flat().reduce((sum, call) => sum + (call.length - 2) / 2, 0);
  return { deployment, contract, bodies, bytesPerCall: Math.round(bytes / calls) };
}

function post(agent, port, body) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    const request = http.request({ agent, port, host: "127.0.0.1", method: "POST", headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(parts).toString())));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function ask(agent, port, method, params = []) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
  const answer = await post(agent, port, body);
  if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result;
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function startAnvil() {
  const port = await freePort();
  // Never its usual mining of one block for each transaction: it loses transactions under load.
  const words = ["--silent", "--port", port, "--block-time", "1", "--accounts", senders + 1, "--balance", "1000000",
    "--disable-block-gas-limit"];
  const program = spawn(anvilProgram(), words.map(String), { stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((resolve) => program.on("exit", resolve));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let tries = 0; ; ++tries) {
    try {
      await ask(agent, port, "eth_blockNumber");
      break;
    } catch (error) {
      if (tries === 200) throw error;
      await pause(50);
    }
  }
  return { port, agent, program, stop: async () => { agent.destroy(); program.kill(); await ended; } };
}

/// Highest memory the program ever had, where the system tells.
function peakMegabytes(program) {
  try {
    const line = readFileSync(`/proc/${program.pid}/status`, "utf8").match(/VmHWM:\s+(\d+) kB/);
    return Math.round(Number(line[1]) / 1024);
  } catch {
    return null;
  }
}

let running = null;
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    running?.program.kill();
    process.exit(1);
  });

async function run(load) {
  const anvil = await startAnvil();
  running = anvil;
  try {
    const tell = (method, params) => ask(anvil.agent, anvil.port, method, params);
    await tell("eth_sendRawTransaction", [load.deployment]);
    await tell("evm_mine");
    const first = Number(await tell("eth_blockNumber")) + 1;

    const start = performance.now();
    await Promise.all(load.bodies.map(async (batches) => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      for (const batch of batches)
        for (const answer of await post(agent, anvil.port, batch))
          if (answer.error) throw new Error(answer.error.message);
      agent.destroy();
    }));
    const sent = performance.now();
    // What is left is mined at once: nobody waits for the next second.
    let mined = 0;
    let next = first;
    while (mined < calls) {
      await tell("evm_mine");
      const last = Number(await tell("eth_blockNumber"));
      for (; next <= last; ++next)
        mined += Number(await tell("eth_getBlockTransactionCountByNumber", ["0x" + next.toString(16)]));
      if (performance.now() - start > 120_000) throw new Error(`only ${mined} of ${calls} calls were mined`);
    }
    const end = performance.now();

    // Each call that succeeded left its money in the contract.
    const held = BigInt(await tell("eth_getBalance", [load.contract, "latest"]));
    if (held !== BigInt(calls) * locked) throw new Error(`only ${held / locked} of ${calls} calls succeeded`);
    return {
      transactionsPerSecond: Math.round((calls / (end - start)) * 1000),
      sentPerSecond: Math.round((calls / (sent - start)) * 1000),
      calls,
      blocks: next - first,
      bytesPerCall: load.bytesPerCall,
      peakMegabytes: peakMegabytes(anvil.program),
    };
  } finally {
    await anvil.stop();
  }
}

const load = prepare();
if (options["on-demand"]) {
  console.log(JSON.stringify({ ready: true }));
  for await (const _ of createInterface({ input: process.stdin })) console.log(JSON.stringify(await run(load)));
} else {
  await run(load); // warms up
  const rates = [];
  for (let i = 0; i < Number(options.runs); ++i) {
    const result = await run(load);
    rates.push(result.transactionsPerSecond);
    console.log(JSON.stringify(result));
  }
  rates.sort((a, b) => a - b);
  console.log(JSON.stringify({ medianTransactionsPerSecond: rates[rates.length >> 1], runs: rates.length }));
}
