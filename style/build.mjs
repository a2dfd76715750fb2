// Builds the stylesheet, the two fonts for the browser and for print, and the licence notice: node style/build.mjs FOLDER
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "lightningcss";
import * as sass from "sass";
import subsetFont from "subset-font";

const here = fileURLToPath(new URL(".", import.meta.url));
const modules = join(here, "..", "node_modules");
const kern = join(modules, "@kern-ux", "native");
const target = process.argv[2];
if (!target) throw new Error("Aufruf: node style/build.mjs ORDNER");
await mkdir(target, { recursive: true });

await Promise.all([writeFile(join(target, "lagebild.css"), stylesheet()), fonts(), licences()]);

function stylesheet() {
  const { css } = sass.compile(join(here, "main.scss"), {
    loadPaths: [modules],
    // KERN uses a form of if() that Sass is about to drop; nothing to be done about it here.
    quietDeps: true,
  });
  return withoutUnusedProperties(minify(css));
}

function minify(css, visitor = {}) {
  return transform({ filename: "lagebild.css", code: Buffer.from(css), minify: true, visitor }).code;
}

// KERN declares every colour and size of its palette; nobody can use one that this file does not mention,
// because the Content-Security-Policy forbids styles elsewhere.
function withoutUnusedProperties(css) {
  const used = new Set();
  const declared = new Set();
  minify(css, {
    Variable: ({ name }) => void used.add(name.ident),
    Declaration: { custom: ({ name }) => void declared.add(name) },
  });
  const unused = [...declared].filter((name) => name.startsWith("--") && !used.has(name));
  if (unused.length === 0) return css;
  const pruned = minify(css, {
    Declaration: { custom: ({ name }) => (unused.includes(name) ? [] : undefined) },
  });
  return withoutUnusedProperties(pruned);
}

async function fonts() {
  const ranges = [
    [0x20, 0x7e], // Latin
    [0xa0, 0xff], // Latin-1
    [0x100, 0x17f], // Latin Extended-A
    [0x218, 0x21b], // Romanian letters with comma below
    [0x1e9e, 0x1e9e], // capital ß
    [0x2009, 0x206f], // spaces, dashes, quotation marks, ellipsis
    [0x20ac, 0x20ac], // €
    [0x2190, 0x2199], // arrows
    [0x2212, 0x2212], // minus
    [0x2260, 0x2265], // ≠ ≤ ≥
  ];
  const text = ranges
    .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
    .map((point) => String.fromCodePoint(point))
    .join("");
  for (const [weight, name] of [[400, "Regular"], [600, "SemiBold"]]) {
    const font = await readFile(join(kern, "dist", "fonts", "fira-sans", `FiraSans-${name}.woff2`));
    const keepFeatures = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "tnum"];
    // Copyright and licence stay in the font.
    const preserveNameIds = [0, 13, 14];
    const subset = await subsetFont(font, text, { targetFormat: "woff2", keepFeatures, preserveNameIds });
    await writeFile(join(target, `fira-sans-${weight}.woff2`), subset);
    // What lays out a PDF reads no WOFF2, and finds a font by the names in it.
    const forPrint = { targetFormat: "sfnt", keepFeatures, preserveNameIds: [...preserveNameIds, 1, 2, 16, 17] };
    await writeFile(join(target, `fira-sans-${weight}.ttf`), await subsetFont(font, text, forPrint));
  }
}

async function licences() {
  const { version } = JSON.parse(await readFile(join(kern, "package.json"), "utf8"));
  const eupl = await readFile(join(kern, "LICENSE.md"), "utf8");
  const notice = `Gestaltung: KERN UX (@kern-ux/native ${version}), https://kern-ux.de, lizenziert unter der EUPL 1.2 (unten).
Schrift: Fira Sans, Copyright 2012-2018 The Mozilla Foundation and Telefonica S.A., gestaltet von Carrois Corporate und Edenspiekermann; lizenziert unter der SIL Open Font License 1.1, https://openfontlicense.org; hier auf die gebrauchten Zeichen verkleinert.

`;
  await writeFile(join(target, "lizenzen.txt"), notice + eupl);
}
