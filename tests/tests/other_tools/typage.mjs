// age files made and opened by the npm package `age-encryption`, for the tests.
// Usage: node typage.mjs PACKAGES seal|open IN OUT KEY-OR-PASSPHRASE [--armor] [--passphrase]; PACKAGES is its node_modules.

import fs from "node:fs";
import path from "node:path";
import { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";

const [packages, what, from, to, key, ...flags] = process.argv.slice(2);
const at = path.join(path.resolve(packages), "age-encryption", "dist", "index.js");
const age = await import(pathToFileURL(at));
const armored = flags.includes("--armor");
const passphrase = flags.includes("--passphrase");
const small = fs.statSync(from).size <= 1 << 20;

let worker;
if (what === "seal") {
  worker = new age.Encrypter();
  if (passphrase) worker.setPassphrase(key);
  else worker.addRecipient(key);
} else {
  worker = new age.Decrypter();
  if (passphrase) worker.addPassphrase(key);
  else worker.addIdentity(key);
}
const run = what === "seal" ? (input) => worker.encrypt(input) : (input) => worker.decrypt(input);
if (armored || small) {
  let bytes = new Uint8Array(fs.readFileSync(from));
  if (armored && what === "open") bytes = age.armor.decode(new TextDecoder().decode(bytes));
  const done = await run(bytes);
  fs.writeFileSync(to, armored && what === "seal" ? age.armor.encode(done) : done);
} else {
  const input = Readable.toWeb(fs.createReadStream(from, { highWaterMark: 1 << 20 }));
  await (await run(input)).pipeTo(Writable.toWeb(fs.createWriteStream(to)));
}
