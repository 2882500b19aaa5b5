// JSON as the protocol wants it: UTF-8, one object, no name twice, nothing after the end, at most twelve levels.
// JSON.parse would let the last of two equal names win, and takes 3600.0 for 3600; here such a number becomes NaN.

const MOST_LEVELS = 12;
const TOKEN = /[ \t\r\n]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)|(true|false|null))/y;

export function parseStrictly(bytes) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  let at = 0;
  let token;

  function next() {
    TOKEN.lastIndex = at;
    token = TOKEN.exec(text);
    if (!token) throw new SyntaxError(`not JSON at character ${at}`);
    at = TOKEN.lastIndex;
    return token[1]; // the mark, if it is one
  }

  function expect(mark) {
    if (next() !== mark) throw new SyntaxError(`no ${mark} before character ${at}`);
  }

  /** The value that starts with the token just read. */
  function value(level) {
    const [, mark, string, number, fraction, exponent, word] = token;
    if (string !== undefined) return JSON.parse(string);
    if (number !== undefined) return fraction || exponent ? NaN : Number(number);
    if (word !== undefined) return JSON.parse(word);
    if (level > MOST_LEVELS) throw new SyntaxError("nested too deeply");
    if (mark === "{") return object(level);
    if (mark === "[") return array(level);
    throw new SyntaxError(`no value before character ${at}`);
  }

  function object(level) {
    const out = {};
    if (next() === "}") return out;
    for (;;) {
      if (token[2] === undefined) throw new SyntaxError(`no name before character ${at}`);
      const name = JSON.parse(token[2]);
      if (Object.hasOwn(out, name)) throw new SyntaxError("a name stands there twice");
      expect(":");
      next();
      // Not out[name] = …, which "__proto__" would make something else of.
      Object.defineProperty(out, name, { value: value(level + 1), enumerable: true });
      if (next() === "}") return out;
      if (token[1] !== ",") throw new SyntaxError(`no comma before character ${at}`);
      next();
    }
  }

  function array(level) {
    const out = [];
    if (next() === "]") return out;
    for (;;) {
      out.push(value(level + 1));
      if (next() === "]") return out;
      if (token[1] !== ",") throw new SyntaxError(`no comma before character ${at}`);
      next();
    }
  }

  if (next() !== "{") throw new SyntaxError("not an object");
  const result = value(1);
  if (!/^[ \t\r\n]*$/.test(text.slice(at))) throw new SyntaxError("something after the end");
  return result;
}
