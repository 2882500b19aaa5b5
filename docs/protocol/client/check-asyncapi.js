// Checks ../asyncapi.yaml against AsyncAPI's own JSON Schema, and that each schema it names is there. Run: npm run check-asyncapi

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import Ajv from "ajv";
import { parse } from "yaml";
import { DOCUMENTS, readDocument } from "./protocol.js";

const require = createRequire(import.meta.url);
const document = parse(readFileSync(new URL("asyncapi.yaml", DOCUMENTS), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, meta: false, validateSchema: false, logger: false });
const valid = ajv.compile(require("@asyncapi/specs/schemas/3.0.0.json"));
assert.ok(valid(document), JSON.stringify(valid.errors, null, 1));

/** Every $ref in the document: a pointer into it, or a file beside it. */
function* references(node) {
  if (!node || typeof node !== "object") return;
  if (typeof node.$ref === "string") yield node.$ref;
  for (const each of Object.values(node)) yield* references(each);
}
for (const ref of references(document)) {
  if (!ref.startsWith("#")) readDocument(ref);
  else assert.ok(ref.slice(2).split("/").reduce((at, key) => at?.[key], document), `${ref} leads nowhere`);
}
const count = (part) => Object.keys(part).length;
console.log(JSON.stringify({ channels: count(document.channels), operations: count(document.operations) }));
